import LinearAlgebra

extension ClickMatrix {
    /// The movies with at least `minimumPerMovie` clicks and the users with at least `minimumPerUser`.
    ///
    /// As in the notebook, both cuts use counts taken before anything is dropped, so some of the movies and users kept
    /// may end up below the minimum: `below(minimumPerMovie:minimumPerUser:)` counts them.
    ///
    /// - Complexity: O(clicks log clicks of a user).
    ///
    /// Source: notebook cell 69.
    package func filtered(minimumPerMovie: Int, minimumPerUser: Int) -> ClickMatrix {
        let perUser = clicks.rowSums
        let perMovie = clicks.columnSums
        return selecting(
            users: users.indices.filter { perUser[$0] >= minimumPerUser },
            movies: movies.indices.filter { perMovie[$0] >= minimumPerMovie })
    }

    /// The movies with at least `minimumPerMovie` clicks, and then the users with at least `minimumPerUser` clicks on
    /// those movies; movies left without clicks are dropped.
    ///
    /// - Complexity: O(clicks log clicks of a user).
    ///
    /// Source: `filter_triplets` of github.com/dawenl/vae_cf, with its defaults.
    package func filteredInTurn(minimumPerMovie: Int = 0, minimumPerUser: Int = 5) -> ClickMatrix {
        filtered(minimumPerMovie: minimumPerMovie, minimumPerUser: 0)
            .filtered(minimumPerMovie: 0, minimumPerUser: minimumPerUser)
            .filtered(minimumPerMovie: 1, minimumPerUser: 0)
    }

    /// How many movies and users have fewer clicks than the minimum. O(clicks).
    package func below(minimumPerMovie: Int, minimumPerUser: Int) -> Shape {
        Shape(
            movies: clicks.columnSums.count { $0 < minimumPerMovie },
            users: clicks.rowSums.count { $0 < minimumPerUser })
    }

    /// The users and movies at these positions, in this order.
    func selecting(users selectedUsers: [Int], movies selectedMovies: [Int]) -> ClickMatrix {
        ClickMatrix(
            users: selectedUsers.map { users[$0] },
            movies: selectedMovies.map { movies[$0] },
            ids: (userIDs, movieIDs),
            clicks: clicks.selecting(rows: selectedUsers, columns: selectedMovies))
    }
}
