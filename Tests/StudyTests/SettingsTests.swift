import Study
import Testing

@Suite struct SettingsTests {
    @Test("every setting is in the table")
    func table() {
        #expect(Setting.all.count == Mirror(reflecting: Settings()).children.count)
        #expect(Set(Setting.all.map(\.option)).count == Setting.all.count)
    }
}
