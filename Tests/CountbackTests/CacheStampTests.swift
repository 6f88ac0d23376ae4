import Foundation
import Model
import Testing

@testable import countback

/// When a file counts as unchanged.
@Suite struct CacheStampTests {
    private let folder: TemporaryFolder
    private let sources: [SourceDefinition]

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("one", to: "a1.csv")
        try folder.write("two", to: "a2.csv")
        // Whatever is written from here on gets another time.
        usleep(30_000)
        sources = [SourceDefinition(relation: "items", file: folder.path + "/a*.csv", place: Place(file: "l"))]
    }

    /// As after a run: hashes known, and the files left alone for so long that their times count.
    private func kept(isSettled: Bool = true) throws -> SourceStamps {
        let hashes = [
            "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed",  // printf one | sha256sum
            "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3",
        ]
        let read = ["a1.csv", "a2.csv"].enumerated().map {
            SourceFile(relation: "items", path: $1, hash: ContentHash(sha256: hashes[$0], bytes: 3), read: 0, loaded: 0, rejected: 0)
        }
        var stamps = try #require(SourceStamps.take(sources)?.read(as: read))
        for file in 0...1 { stamps.sources[0].files[file].stamp.isSettled = isSettled }
        return stamps
    }

    private func word(_ kept: SourceStamps) throws -> String {
        switch try #require(SourceStamps.take(sources)).compare(with: kept) {
        case .same: "same"
        case .sameContent: "same content"
        case .different: "different"
        }
    }

    @Test func whatWasLeftAloneIsNotRead() throws {
        let kept = try kept()
        #expect(try word(kept) == "same")
        // A hash that can't be right shows that it isn't asked for.
        var wrong = kept
        wrong.sources[0].files[1].sha256 = "no"
        #expect(try word(wrong) == "same")
    }

    /// The file's time could have been given twice: the content decides.
    @Test func whatWasWrittenJustBeforeIsRead() throws {
        let stamp = try #require(FileStamp.of(folder.path + "/a1.csv"))
        #expect(!stamp.isSettled)
        var kept = try kept(isSettled: false)
        #expect(try word(kept) == "same content")
        kept.sources[0].files[1].sha256 = "no"
        #expect(try word(kept) == "different")
    }

    @Test func otherTimesWithTheSameContent() throws {
        let kept = try kept()
        try folder.write("two", to: "a2.csv")
        guard case .sameContent(let refreshed) = try #require(SourceStamps.take(sources)).compare(with: kept) else {
            Issue.record("not the same content")
            return
        }
        #expect(refreshed.sources[0].files.map(\.sha256) == kept.sources[0].files.map(\.sha256))
        #expect(refreshed.isSame(as: try #require(SourceStamps.take(sources))))
    }

    @Test func sameSizeAndTheOldTimeButAnotherContent() throws {
        let kept = try kept()
        let path = folder.path + "/a2.csv"
        let before = try #require(FileStamp.of(path))
        try folder.write("owt", to: "a2.csv")
        // The first is UTIME_OMIT.
        var times = [timespec(tv_sec: 0, tv_nsec: (1 << 30) - 2), timespec(tv_sec: Int(before.modified / 1_000_000_000), tv_nsec: Int(before.modified % 1_000_000_000))]
        #expect(utimensat(AT_FDCWD, path, &times, 0) == 0)
        #expect(FileStamp.of(path)?.modified == before.modified)
        #expect(try word(kept) == "different")
    }

    @Test func otherFiles() throws {
        let kept = try kept()
        try folder.write("", to: "a3.csv")
        #expect(try word(kept) == "different")
        try FileManager.default.removeItem(atPath: folder.path + "/a3.csv")
        #expect(try word(kept) == "same")
        #expect(rename(folder.path + "/a2.csv", folder.path + "/a3.csv") == 0)
        #expect(try word(kept) == "different")
        try FileManager.default.removeItem(atPath: folder.path + "/a3.csv")
        #expect(try word(kept) == "different")
        try FileManager.default.removeItem(atPath: folder.path + "/a1.csv")
        #expect(SourceStamps.take(sources) == nil)
    }

    /// A file that was changed while it was read is not what is known.
    @Test func whatWasReadMustBeWhatWasStamped() throws {
        let stamps = try #require(SourceStamps.takeBeforeReading(sources))
        func account(_ relation: String, _ bytes: [Int]) -> [SourceFile] {
            bytes.map { SourceFile(relation: relation, path: "", hash: ContentHash(sha256: "", bytes: $0), read: 0, loaded: 0, rejected: 0) }
        }
        #expect(stamps.read(as: account("items", [3, 3])) != nil)
        #expect(stamps.read(as: account("items", [3, 4])) == nil)
        #expect(stamps.read(as: account("items", [3])) == nil)
        #expect(stamps.read(as: account("customers", [3, 3])) == nil)
        try folder.write("ONE", to: "a1.csv")
        #expect(!(try #require(SourceStamps.take(sources)).isSame(as: stamps)))
    }
}
