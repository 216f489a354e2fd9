import Interactions
import Testing

/// Checks what the notebook prints from pivot to mask: golden on MovieLens 1M, and on synthetic ratings
/// too, which have its outline.
func expectPreprocessingGoldens(
    of ratings: Ratings, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let pivoted = ratings.binarized(threshold: 4).pivot()
    #expect(pivoted.shape.description == "(3533, 6038)", sourceLocation: sourceLocation)
    #expect(pivoted.count == 575_281, sourceLocation: sourceLocation)
    #expect(zip(pivoted.users, pivoted.users.dropFirst()).allSatisfy(<), sourceLocation: sourceLocation)
    #expect(zip(pivoted.movies, pivoted.movies.dropFirst()).allSatisfy(<), sourceLocation: sourceLocation)

    let kept = pivoted.filtered(minimumPerMovie: 5, minimumPerUser: 5)
    #expect(kept.shape.description == "(3125, 6034)", sourceLocation: sourceLocation)
    #expect(kept.count == 574_376, sourceLocation: sourceLocation)
    #expect(kept.density == 0.030460775604905534, sourceLocation: sourceLocation)
    #expect(
        kept.below(minimumPerMovie: 5, minimumPerUser: 5) == ClickMatrix.Shape(movies: 0, users: 0),
        sourceLocation: sourceLocation)

    let shuffled = kept.shuffled(seed: 42)
    #expect(
        shuffled.users.prefix(10) == [5323, 3219, 5123, 1667, 3661, 5632, 5143, 2446, 5257, 1371],
        sourceLocation: sourceLocation)
    #expect(
        shuffled.users.suffix(10) == [4430, 5340, 467, 5740, 3093, 3774, 5197, 5232, 5396, 861],
        sourceLocation: sourceLocation)
    #expect(shuffled.movies.prefix(5) == [1036, 2651, 394, 2272, 1359], sourceLocation: sourceLocation)
    #expect(shuffled.users.sorted() == kept.users, sourceLocation: sourceLocation)
    #expect(shuffled.movies.sorted() == kept.movies, sourceLocation: sourceLocation)

    let split = try shuffled.split(validation: 600, test: 600)
    #expect(split.train.shape.description == "(3125, 4834)", sourceLocation: sourceLocation)
    #expect(split.validation.shape.description == "(3125, 600)", sourceLocation: sourceLocation)
    #expect(split.test.shape.description == "(3125, 600)", sourceLocation: sourceLocation)
    #expect(
        split.train.users + split.validation.users + split.test.users == shuffled.users, sourceLocation: sourceLocation)

    let foldIn = split.validation.withholding(fraction: 0.2)
    #expect(foldIn.withheldMovies == 625, sourceLocation: sourceLocation)
    #expect(foldIn.target == split.validation, sourceLocation: sourceLocation)
    #expect(
        foldIn.input.clicks.columnSums == Array(repeating: 0, count: 625) + split.validation.clicks.columnSums[625...],
        sourceLocation: sourceLocation)
}
