import Random

extension ClickMatrix {
    /// The matrix with movies and users in NumPy's random order, with a new generator of the same seed for each axis.
    ///
    /// - Complexity: O(clicks log clicks of a user).
    ///
    /// Source: notebook cell 72.
    package func shuffled(seed: UInt32) -> ClickMatrix {
        var forMovies = RandomState(seed: seed)
        var forUsers = RandomState(seed: seed)
        return selecting(
            users: forUsers.permutation(users.count),
            movies: forMovies.permutation(movies.count))
    }

    /// The matrix with users in NumPy's random order; movies keep their order.
    ///
    /// - Complexity: O(clicks log clicks of a user).
    ///
    /// Source: github.com/dawenl/vae_cf, with its seed.
    package func shufflingUsers(seed: UInt32 = VAECF.seed) -> ClickMatrix {
        var random = RandomState(seed: seed)
        return selecting(users: random.permutation(users.count), movies: Array(movies.indices))
    }
}
