import Testing
import Weave

@Suite struct TableTests {
    @Test("the notebook's head of ratings, with row labels")
    func rowLabels() {
        let table = Table(
            columns: ["userId", "movieId"],
            rows: [["1", "1193"], ["1", "3408"], ["1", "2355"]], rowLabels: ["0", "3", "4"])
        #expect(
            table.head(2).markdown == """
                |  | userId | movieId |
                | ---: | ---: | ---: |
                | 0 | 1 | 1193 |
                | 3 | 1 | 3408 |
                """)
        #expect(table.head(9) == table)
    }

    @Test("the middle columns are elided, under pandas' two header lines")
    func elidedColumns() {
        let table = Table(
            columns: (1...6).map(String.init), rows: [(1...6).map { "\($0).0" }], rowLabels: ["1036"],
            indexName: "movieId", columnsName: "userId")
        #expect(
            table.eliding(columnsBeyond: 4).markdown == """
                | userId | 1 | 2 | ... | 5 | 6 |
                | ---: | ---: | ---: | ---: | ---: | ---: |
                | movieId |  |  |  |  |  |
                | 1036 | 1.0 | 2.0 | ... | 5.0 | 6.0 |
                """)
        #expect(table.eliding(columnsBeyond: 6) == table)
        #expect(table.eliding(columnsBeyond: 3).columns == ["1", "2", "...", "6"])
    }

    @Test("an index name alone stands in the corner")
    func corner() {
        let table = Table(columns: ["clicks"], rows: [["12,345"]], rowLabels: ["Heat"], indexName: "movie")
        #expect(table.markdown == "| movie | clicks |\n| :--- | ---: |\n| Heat | 12,345 |")
    }

    @Test("texts are aligned left and cannot break the table")
    func texts() {
        let table = Table(columns: ["a|b", "%"], rows: [["x\ny|z", "12.5%"], ["1", "-3e-2"]])
        #expect(table.markdown == "| a\\|b | % |\n| :--- | ---: |\n| x y\\|z | 12.5% |\n| 1 | -3e-2 |")
    }

    @Test("no rows, a header still")
    func noRows() {
        #expect(Table(columns: ["a"], rows: []).markdown == "| a |\n| :--- |")
    }
}
