/// How the book looks: on a wide and a narrow screen, light and dark, and on paper.
enum Style {
    /// The whole style sheet.
    static let css = colors + text + blocks + contents + screens + paper

    /// Every color in both schemes: `--ink` and what else is text keeps a contrast of 4.5 to the backgrounds.
    private static let colors = """
        :root {
          color-scheme: light dark;
          --paper: light-dark(#fdfcfa, #18191b);
          --panel: light-dark(#f5f2ec, #212327);
          --ink: light-dark(#262320, #d8d5cf);
          --soft: light-dark(#655f56, #a5a097);
          --line: light-dark(#dfdad0, #3a3c41);
          --link: light-dark(#1d5688, #8bb9e4);
          --keyword: light-dark(#8a2f66, #dd9fc6);
          --type: light-dark(#1d625b, #84c6bb);
          --string: light-dark(#86471a, #dcab7d);
          --number: light-dark(#32519c, #a0b7ef);
          --serif: Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif;
          --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
          --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
        }
        :root[data-scheme="light"] { color-scheme: light; }
        :root[data-scheme="dark"] { color-scheme: dark; }

        """

    private static let text = """
        * { box-sizing: border-box; }
        html { font-size: 106.25%; scroll-padding-top: 1.5rem; -webkit-text-size-adjust: 100%; }
        body {
          margin: 0; background: var(--paper); color: var(--ink);
          font: 1rem/1.6 var(--serif); overflow-wrap: break-word;
        }
        a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .15em; }
        :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
        main:focus { outline: none; }
        p, ul, ol, blockquote, h1, h2, h3, h4 { max-width: 38rem; }
        p, ul, ol { margin: 0 0 1em; }
        ul, ol { padding-left: 1.4em; }
        li { margin-bottom: .3em; }
        h1, h2, h3, h4 { font-family: var(--sans); font-weight: 650; line-height: 1.25; text-wrap: balance; }
        h1 { font-size: 2.1rem; letter-spacing: -.02em; margin: 0 0 1.2rem; }
        h2 { font-size: 1.6rem; letter-spacing: -.01em; margin: 0 0 1.2rem; }
        h3 { font-size: 1.15rem; margin: 2.4rem 0 .7rem; }
        h4 { font-size: 1rem; margin: 2rem 0 .6rem; }
        code, pre, samp { font-family: var(--mono); }
        p code, li code, td code, figcaption code { font-size: .84em; }
        blockquote { margin: 0 0 1.5em; padding: .1em 0 .1em 1em; border-left: 3px solid var(--link); }
        blockquote > :last-child { margin-bottom: 0; }
        hr { border: 0; border-top: 1px solid var(--line); }
        .anchor { font-family: var(--sans); font-weight: 400; color: var(--soft); text-decoration: none; opacity: 0; }
        h1 .anchor, h2 .anchor { font-size: .8em; }
        .anchor:focus-visible, :hover > .anchor { opacity: 1; }
        @media (hover: none) { .anchor { opacity: 1; } }
        td:has(> :target) { background: var(--panel); }
        .skip { position: absolute; left: -99rem; }
        .skip:focus { left: 1rem; top: .5rem; z-index: 3; padding: .4rem .8rem; background: var(--paper); }

        """

    private static let blocks = """
        .scroll { overflow-x: auto; }
        pre {
          margin: 0; padding: .9rem 1.1rem; font-size: .78rem; line-height: 1.55; tab-size: 4;
          border-radius: 5px;
        }
        .cell { position: relative; max-width: 46rem; margin: 0 0 1.3rem; }
        .cell > pre { background: var(--panel); }
        .cell summary { width: fit-content; padding: .1rem 0; cursor: pointer; }
        .cell summary, .cell button { font: .72rem/1.6 var(--sans); color: var(--soft); }
        .cell summary small { font-size: 1em; margin-left: .4em; opacity: 0; }
        .cell:not([open]) summary small, .cell summary:focus-visible small, .cell summary:hover small { opacity: 1; }
        .cell button { position: absolute; top: 0; right: 0; padding: .1rem 0; border: 0; background: none; }
        .cell button:hover { color: var(--ink); text-decoration: underline; }
        .cell:not([open]) button { display: none; }
        .output { max-width: 46rem; margin: 0 0 1.3rem; padding: .1rem 1.1rem; border-left: 3px solid var(--line); }
        .output { border-radius: 0; }
        .k { color: var(--keyword); }
        .t { color: var(--type); }
        .s { color: var(--string); }
        .n { color: var(--number); }
        .c { color: var(--soft); font-style: italic; }
        .table { margin: 0 0 1.5rem; max-width: 58rem; }
        table {
          width: max-content; max-width: max(100%, 44rem); border-collapse: collapse;
          font: .8rem/1.45 var(--sans); font-variant-numeric: tabular-nums;
        }
        th, td { padding: .35rem .9rem .35rem 0; vertical-align: top; border-bottom: 1px solid var(--line); }
        th { font-weight: 600; vertical-align: bottom; border-bottom-color: var(--soft); }
        td a { white-space: nowrap; }
        figure { max-width: 46rem; margin: 1.8rem 0; }
        figure img {
          display: block; max-width: 100%; height: auto; padding: .6rem; background: #fff;
          border: 1px solid var(--line); border-radius: 5px;
        }
        figcaption { margin-top: .6rem; max-width: 38rem; font: .82rem/1.5 var(--sans); color: var(--soft); }
        figcaption > em { font-style: normal; }
        button {
          padding: .3rem .7rem; border: 1px solid var(--line); border-radius: 5px; cursor: pointer;
          background: var(--paper); color: var(--ink); font: .8rem/1.4 var(--sans);
        }
        button:hover { border-color: var(--soft); }
        .turning {
          display: flex; justify-content: space-between; gap: 1rem; max-width: 46rem; margin-top: 3rem;
          padding-top: .8rem; border-top: 1px solid var(--line); font: .85rem/1.5 var(--sans);
        }
        .turning :last-child { text-align: right; }
        .turning a { text-decoration: none; padding: .2rem 0; }
        .turning a:hover { text-decoration: underline; }

        """

    private static let contents = """
        nav ol { list-style: none; margin: 0; padding: 0; }
        header { font: .82rem/1.4 var(--sans); }
        header summary { padding: .5rem 0; font-weight: 600; cursor: pointer; }
        header li { margin: 0; }
        header a, .absent { display: block; padding: .22rem .6rem; border-left: 2px solid transparent; color: var(--soft); }
        header a { text-decoration: none; }
        header a:hover { color: var(--ink); text-decoration: underline; }
        header [aria-current] { color: var(--ink); border-left-color: var(--link); font-weight: 600; }
        header ol ol { padding-left: .9rem; font-size: .94em; }
        .scripted header li:not(:has(> [aria-current])) > ol { display: none; }
        .switches { display: flex; flex-wrap: wrap; gap: .5rem; padding: .6rem 0; }
        .switches[hidden] { display: none; }
        #here { margin-left: .6rem; font-weight: 400; color: var(--soft); }
        footer { font: .8rem/1.5 var(--sans); color: var(--soft); }
        section + section { margin-top: 5rem; }

        """

    private static let screens = """
        @media screen and (max-width: 63.99em) {
          html { scroll-padding-top: 4.5rem; }
          header, main, footer { padding-left: max(1.1rem, 50% - 23rem); padding-right: max(1.1rem, 50% - 23rem); }
          main { padding-top: 1.5rem; padding-bottom: 3rem; }
          header { padding-top: .3rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
          header { background: var(--paper); }
          .scripted header { position: sticky; top: 0; z-index: 2; }
          .scripted header summary { margin-right: 11.5rem; }
          .scripted #menu > ol { max-height: 70vh; overflow-y: auto; }
          header nav > details > ol { columns: 2; padding-bottom: .5rem; }
          header li { break-inside: avoid; }
          header ol ol { display: none; }
          header summary { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
          .switches { position: absolute; top: .4rem; right: max(1.1rem, 50% - 23rem); padding: .25rem 0; }
          h1 { font-size: 1.7rem; }
          h2 { font-size: 1.4rem; }
        }
        @media screen and (max-width: 30em) {
          html { font-size: 100%; }
          pre { padding: .7rem .8rem; }
          .switches { gap: .3rem; }
          .scripted header summary { margin-right: 9.5rem; }
          td { max-width: 11rem; }
          .switches button { padding: .3rem .5rem; font-size: .75rem; }
        }
        @media screen and (min-width: 64em) {
          body { display: grid; grid-template-columns: 15rem minmax(0, 58rem); column-gap: 3.5rem; }
          body { justify-content: center; padding: 0 2rem; }
          header { position: sticky; top: 0; height: 100vh; padding: 2.5rem 0 1rem; overflow-y: auto; }
          header { grid-row: 1 / 3; }
          header summary { display: none; }
          main { padding: 2.5rem 0 3rem; min-width: 0; }
          footer { grid-column: 2; padding-bottom: 2rem; }
        }

        """

    private static let paper = """
        @page { margin: 18mm 16mm; }
        @media print {
          :root, :root[data-scheme] { color-scheme: light; --paper: #fff; --panel: #f6f5f2; }
          html { font-size: 68%; }
          header, .skip, .turning, .anchor, .cell button, .cell summary { display: none !important; }
          .cell:not([open]) { display: none; }
          section + section { margin-top: 0; break-before: page; }
          h1, h2, h3, h4 { break-after: avoid; }
          figure, tr, .output { break-inside: avoid; }
          p, ul, ol, blockquote, figcaption, .cell, .output, figure { max-width: none; }
          figure img { max-width: min(100%, 130mm); }
          p { orphans: 3; widows: 3; }
          .scroll { overflow: visible; }
          pre { white-space: pre-wrap; }
          table, .table { width: auto; max-width: 100%; }
          td { overflow-wrap: break-word; }
          th, td { padding: .25rem .6rem .25rem 0; }
          th:last-child, td:last-child { padding-right: 0; }
          thead { display: table-header-group; }
          a { color: inherit; text-decoration: none; }
        }

        """
}
