import ArgumentParser
import reproduce
import Study
import Testing

@Suite("options of the settings") struct SettingsOptionsTests {
    @Test("every option changes its own setting and no other", arguments: Setting.all.map(\.option))
    func options(option: String) throws {
        // The first of these that the setting takes and that is not the notebook's value.
        let changes = ["7", "1", "0.25"].compactMap { value in
            try? SettingsOptions.parse(["--\(option)", value]).settings.changes.map { "\($0.option) \($0.value)" }
        }
        let change = try #require(changes.first { !$0.isEmpty })
        #expect(change.count == 1 && change[0].hasPrefix("\(option) "))
    }

    @Test("without options the settings are the notebook's")
    func notebook() throws {
        #expect(try SettingsOptions.parse([]).settings == Settings())
    }
}
