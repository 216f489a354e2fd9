/// The kit's own typeface: a monoline sans whose glyphs are paths of a round pen.
///
/// Lengths are in thousandths of the text size. The pen's centre runs from the baseline at 0 to 450
/// (x-height), 640 (capitals and figures) and 680 (ascenders), and down to -190 (descenders).
package enum Font {
    /// The pen's width in regular and in bold text.
    static let regular = 82.0
    static let bold = 116.0
    /// The heights above and below the baseline that contain every glyph, including the pen's width.
    static let ascent = 800.0
    static let descent = 260.0
    static let capHeight = 640.0 + regular / 2

    /// The glyph of a character; an empty box for a character that the font does not have.
    static func glyph(_ character: Character) -> Glyph {
        glyphs[character] ?? missing
    }

    /// All characters of the font.
    package static var characters: [Character] { glyphs.keys.sorted() }

    /// The lowest and highest point of a character's pen path, in thousandths, or nil for an empty glyph.
    package static func extent(of character: Character) -> ClosedRange<Double>? {
        let ys = glyph(character).skeleton.flattened(tolerance: 1) { $0 }.flatMap { $0.points.map(\.y) }
        guard let low = ys.min(), let high = ys.max() else { return nil }
        return low...high
    }

    private static let missing = Glyph(room: "ss", moves: "M0 0 V640 H380 V0 H0")

    private static let glyphs: [Character: Glyph] = {
        var glyphs: [Character: Glyph] = [" ": Glyph(skeleton: Path(), advance: 290)]
        for row in table.split(separator: "\n") {
            let parts = row.split(separator: " ", maxSplits: 2)
            guard parts.count == 3, let character = parts[0].first else {
                preconditionFailure("the font's table has a row \(row)")
            }
            glyphs[character] = Glyph(room: String(parts[1]), moves: String(parts[2]))
        }
        for (raised, plain) in zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789−+") {
            glyphs[raised] = glyphs[plain]?.raised(plain.isNumber ? 315 : 330, scale: 0.57)
        }
        for (same, as_) in [("µ", "μ"), ("\u{a0}", " "), ("Σ", "∑")] as [(Character, Character)] {
            glyphs[same] = glyphs[as_]
        }
        if let one = glyphs["¹"], let two = glyphs["2"], let bar = glyphs["/"] {
            glyphs["½"] = one.over(bar, moved: 170, advance: 760).over(
                two.raised(0, scale: 0.57), moved: 440, advance: 760)
        }
        return glyphs
    }()

    /// The glyphs, one per row: the character, its side bearings at the left and right (`s` stem, `r` round, `t` arm,
    /// `d` diagonal, `==` a figure), and the pen's moves: `M` move to, `L` line to, `H` and `V` horizontal and vertical
    /// lines, `C` Bézier curve, `O` ellipse (centre, radii), `h` and `v` a quarter ellipse that starts horizontally or
    /// vertically.
    private static let table = """
        A dd M0 0 L245 640 L490 0 M84 220 H406
        B sr M0 0 V640 H205 h370 488 v205 336 H0 M205 336 h400 168 v205 0 H0
        C rt M455 535 C410 605 345 648 272 648 h0 320 v272 -8 C345 -8 410 35 455 105
        D sr M0 0 V640 H175 h470 320 v175 0 H0
        E st M365 640 H0 V0 H370 M0 335 H325
        F st M355 640 H0 V0 M0 320 H315
        G rs M465 540 C418 608 350 648 275 648 h0 320 v275 -8 C365 -8 440 30 480 90 V300 H300
        H ss M0 0 V640 M435 0 V640 M0 335 H435
        I ss M0 0 V640
        J ts M240 640 V165 v115 -8 C65 -8 25 18 0 62
        K sd M0 0 V640 M385 640 L0 255 M142 397 L410 0
        L sd M0 640 V0 H335
        M ss M0 0 V640 L270 170 L540 640 V0
        N ss M0 0 V640 L430 0 V640
        O rr O285 320 285 328
        P sr M0 0 V640 H205 h390 458 v205 276 H0
        Q rr O285 320 285 328 M345 125 L525 -60
        R sr M0 0 V640 H205 h385 460 v205 280 H0 M205 280 L400 0
        S rr M372 548 C335 612 272 648 198 648 C98 648 22 583 22 493 C22 392 105 362 200 332 C305 299 396 268 396 164 C396 62 314 -8 204 -8 C114 -8 40 34 0 104
        T dd M0 640 H450 M225 640 V0
        U ss M0 640 V222 v214 -8 h428 222 V640
        V dd M0 640 L240 0 L480 640
        W dd M0 640 L185 0 L370 625 L555 0 L740 640
        X dd M15 640 L435 0 M420 640 L0 0
        Y dd M0 640 L225 295 L450 640 M225 295 V0
        Z tt M10 640 H410 L0 0 H420
        a ts M28 375 C58 428 112 458 178 458 C275 458 330 402 330 305 V0 M330 262 H180 C68 262 0 212 0 126 C0 44 58 -8 142 -8 C248 -8 330 62 330 172
        b sr M0 680 V0 O202 225 202 233
        c rt M352 372 C318 426 268 458 206 458 h0 225 v206 -8 C268 -8 318 24 352 78
        d rs O202 225 202 233 M404 680 V0
        e rr M2 236 H400 v205 458 h0 225 v212 -8 C282 -8 338 22 378 78
        f tt M250 672 C162 710 88 664 88 560 V0 M0 446 H222
        g rs O202 225 202 233 M404 450 V-20 C404 -130 326 -196 208 -196 C138 -196 76 -172 36 -126
        h ss M0 680 V0 M0 262 C0 380 78 458 182 458 C284 458 346 390 346 278 V0
        i ss M0 450 V0 O0 634 14 14
        j ts M84 450 V-84 C84 -160 56 -194 0 -192 O84 634 14 14
        k sd M0 680 V0 M305 450 L0 162 M112 268 L330 0
        l ss M0 680 V0
        m ss M0 450 V0 M0 262 C0 380 66 458 152 458 C240 458 288 396 288 288 V0 M288 262 C288 380 354 458 440 458 C528 458 576 396 576 288 V0
        n ss M0 450 V0 M0 262 C0 380 78 458 182 458 C284 458 346 390 346 278 V0
        o rr O209 225 209 233
        p sr M0 450 V-190 O202 225 202 233
        q rs M404 450 V-190 O202 225 202 233
        r sd M0 450 V0 M0 240 C0 384 76 474 202 452
        s rr M276 384 C248 432 202 458 146 458 C70 458 14 414 14 346 C14 276 74 252 148 232 C230 210 302 188 302 114 C302 40 234 -8 150 -8 C84 -8 30 20 0 68
        t tt M92 588 V116 C92 22 142 -22 228 8 M0 446 H220
        u ss M0 450 V172 C0 60 60 -8 162 -8 C266 -8 346 70 346 188 M346 450 V0
        v dd M0 450 L182 0 L364 450
        w dd M0 450 L145 0 L290 436 L435 0 L580 450
        x dd M6 450 L334 0 M328 450 L0 0
        y dd M0 450 L187 0 M370 450 L152 -86 C122 -160 82 -200 12 -190
        z tt M8 450 H312 L0 0 H322
        0 == O196 320 196 328
        1 == M0 516 L160 640 V0
        2 == M8 505 C18 590 88 648 182 648 C286 648 358 580 358 482 C358 404 314 344 246 272 L0 0 H372
        3 == M14 560 C50 616 106 648 178 648 C278 648 344 590 344 500 C344 404 274 346 160 346 C284 346 370 284 370 174 C370 68 290 -8 180 -8 C96 -8 32 30 0 96
        4 == M292 0 V640 L0 178 H396
        5 == M338 640 H74 L44 344 C82 382 132 402 186 402 C296 402 370 318 370 204 C370 78 290 -8 176 -8 C96 -8 34 26 0 86
        6 == O192 200 192 208 M286 640 C140 512 0 372 0 200
        7 == M0 640 H376 L118 0
        8 == O192 492 160 156 O192 164 192 172
        9 == O192 440 192 208 M98 0 C244 128 384 268 384 440
        . ss O0 6 14 14
        , ss M34 20 L0 -100
        : ss O0 6 14 14 O0 404 14 14
        ; ss M44 20 L10 -100 O38 404 14 14
        ! ss M0 640 V196 O0 6 14 14
        ? tt M0 524 C12 600 80 648 162 648 C258 648 322 590 322 506 C322 384 160 372 160 206 V188 O160 6 14 14
        ' ss M0 640 V486
        ’ ss M30 640 L0 500
        ‘ ss M0 640 L30 500
        " ss M0 640 V486 M140 640 V486
        “ ss M0 640 L30 500 M130 640 L160 500
        ” ss M30 640 L0 500 M160 640 L130 500
        ` ss M0 690 L100 580
        ( rt M130 716 C40 606 0 480 0 285 C0 90 40 -36 130 -146
        ) tr M0 716 C90 606 130 480 130 285 C130 90 90 -36 0 -146
        [ st M120 716 H0 V-146 H120
        ] ts M0 716 H120 V-146 H0
        { tt M160 716 C96 716 76 680 76 620 V410 C76 334 56 292 0 285 C56 278 76 236 76 160 V-50 C76 -110 96 -146 160 -146
        } tt M0 716 C64 716 84 680 84 620 V410 C84 334 104 292 160 285 C104 278 84 236 84 160 V-50 C84 -110 64 -146 0 -146
        ⌈ st M120 716 H0 V-146
        ⌉ ts M0 716 H120 V-146
        ⌊ st M0 716 V-146 H120
        ⌋ ts M120 716 V-146 H0
        / dd M0 -80 L270 690
        \\ dd M270 -80 L0 690
        | ss M0 716 V-146
        _ dd M0 -110 H420
        - tt M0 240 H190
        – tt M0 240 H370
        — tt M0 240 H700
        + rr M0 270 H370 M185 85 V455
        − rr M0 270 H370
        × rr M0 130 L300 430 M300 130 L0 430
        ÷ rr M0 270 H370 O185 450 14 14 O185 90 14 14
        = rr M0 360 H370 M0 190 H370
        ≈ rr M0 320 C30 400 110 420 180 380 C250 340 330 350 365 430 M0 130 C30 210 110 230 180 190 C250 150 330 160 365 240
        ~ rr M0 225 C30 305 110 325 180 285 C250 245 330 255 365 335
        < rr M350 460 L0 275 L350 90
        > rr M0 460 L350 275 L0 90
        ≤ rr M350 530 L0 365 L350 200 M0 60 H350
        ≥ rr M0 530 L350 365 L0 200 M0 60 H350
        ± rr M0 320 H370 M185 145 V495 M0 20 H370
        · ss O0 260 14 14
        … ss O0 6 14 14 O220 6 14 14 O440 6 14 14
        * tt M130 660 V390 M14 592 L246 458 M246 592 L14 458
        # tt M100 0 L200 640 M320 0 L420 640 M40 430 H500 M10 200 H470
        $ rr M372 548 C335 612 272 648 198 648 C98 648 22 583 22 493 C22 392 105 362 200 332 C305 299 396 268 396 164 C396 62 314 -8 204 -8 C114 -8 40 34 0 104 M201 708 V-68
        % tt O122 490 122 158 O498 150 122 158 M500 640 L120 0
        & td M448 0 L106 436 C34 530 88 648 196 648 C292 648 342 574 314 492 C290 424 200 388 122 338 C48 290 0 240 0 164 C0 62 80 -8 186 -8 C312 -8 406 96 430 262
        @ rr O342 252 132 150 M474 400 V212 C474 142 508 106 556 106 C630 106 676 190 676 298 C676 498 538 640 344 640 C146 640 0 488 0 268 C0 46 148 -112 350 -112 C436 -112 508 -92 566 -56
        ^ dd M0 400 L150 640 L300 400
        ° tt O100 548 100 100
        → tt M0 270 H500 M340 430 L500 270 L340 110
        ← tt M500 270 H0 M160 430 L0 270 L160 110
        ∞ rr M300 265 C240 165 190 120 130 120 C50 120 0 180 0 265 C0 350 50 410 130 410 C190 410 240 365 300 265 C360 165 410 120 470 120 C550 120 600 180 600 265 C600 350 550 410 470 410 C410 410 360 365 300 265
        ∑ tt M392 640 H0 L250 325 L0 0 H404
        α rd M392 450 C352 250 286 -8 168 -8 C66 -8 0 88 0 225 C0 362 66 458 168 458 C288 458 322 232 348 112 C364 36 390 0 430 0
        β sr M0 -190 V480 C0 606 72 688 180 688 C276 688 340 630 340 540 C340 442 266 384 150 376 C290 376 376 302 376 186 C376 70 298 -8 192 -8 C104 -8 34 28 0 92
        γ dd M0 450 L187 0 M370 450 L187 0 V-190
        δ rr M340 600 C310 660 250 690 180 688 C100 684 50 640 60 580 C72 510 150 470 230 440 C340 396 400 330 400 220 C400 80 320 -8 202 -8 C82 -8 0 80 0 206 C0 340 90 430 230 440
        ε rt M300 386 C268 432 216 458 158 458 C80 458 24 418 24 350 C24 286 80 246 168 246 C70 246 0 200 0 122 C0 42 70 -8 158 -8 C222 -8 282 20 316 70
        θ rr O190 330 190 358 M4 335 H376
        λ dd M0 672 C60 694 100 668 124 602 L345 0 M186 424 L0 0
        μ ss M0 450 V-190 M0 172 C0 60 60 -8 158 -8 C262 -8 342 70 342 188 M342 450 V0
        π tt M0 450 H440 M110 450 V0 M330 450 V0
        σ rt M440 450 H206 h0 221 v206 -8 h412 221 v206 450
        τ tt M0 450 H340 M170 450 V110 C170 30 210 -10 290 6
        Δ dd M0 0 L245 640 L490 0 H0
        """
}
