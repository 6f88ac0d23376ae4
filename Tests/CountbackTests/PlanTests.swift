import Testing

/// `countback show plan` reads the same on every machine.
@Suite struct PlanTests {
    @Test func pathsAreThoseOfTheCurrentFolderAndSwitchesAsADefinitionHasThem() throws {
        let folder = try TemporaryFolder()
        for (file, text) in SmallReport.files { try folder.write(text, to: file) }
        try folder.write("", to: "elsewhere/none")
        let inside = try Program.countback(["show", "plan", "report.yaml"], in: folder.path)
        #expect(inside.exit == 0)
        #expect(inside.out.contains("   items from items.csv\n"))
        #expect(inside.out.contains("     net_of_unallocated = true\n"))
        #expect(inside.out.contains("     ranges = [30, 60]\n"))
        let outside = try Program.countback(["show", "plan", "../report.yaml"], in: folder.path + "/elsewhere")
        #expect(outside.out.contains("   items from \(folder.path)/items.csv\n"))
    }
}
