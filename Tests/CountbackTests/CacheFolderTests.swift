import Foundation
import Testing

@testable import countback

/// Where the cache is, what it leaves alone, and that it stays within bounds.
@Suite struct CacheFolderTests {
    private func key(_ number: Int) -> CacheKey {
        let digits = String(number, radix: 16)
        return CacheKey(text: String(repeating: "0", count: 64 - digits.count) + digits)
    }

    private func write(_ count: Int, _ number: Int, _ folder: CacheFolder) {
        [UInt8](repeating: UInt8(number), count: count).withUnsafeBytes { folder.write($0, for: key(number)) }
    }

    /// Moves the last uses of entries into the past: the first by the most.
    private func age(_ numbers: [Int], _ folder: CacheFolder) {
        for (position, number) in numbers.enumerated() {
            let seconds = 1_700_000_000 + position
            var times = [timeval(tv_sec: seconds, tv_usec: 0), timeval(tv_sec: seconds, tv_usec: 0)]
            #expect(utimes("\(folder.path)/\(key(number).text).results", &times) == 0)
        }
    }

    @Test func isWhereTheUserWantsIt() {
        func place(_ environment: [String: String]) -> String? { CacheFolder.ofUser(environment)?.path }
        #expect(place(["COUNTBACK_CACHE": "/a", "XDG_CACHE_HOME": "/b", "HOME": "/c"]) == "/a")
        #expect(place(["COUNTBACK_CACHE": "", "XDG_CACHE_HOME": "/b", "HOME": "/c"]) == nil)
        #expect(place(["XDG_CACHE_HOME": "/b", "HOME": "/c"]) == "/b/countback")
        #expect(place(["XDG_CACHE_HOME": "b", "HOME": "/c"]) == "/c/.cache/countback")
        #expect(place(["HOME": "/c"]) == "/c/.cache/countback")
        #expect(place(["HOME": ""]) == nil)
        #expect(place([:]) == nil)
    }

    @Test func keepsTheLastUsed() throws {
        let temporary = try TemporaryFolder()
        var folder = CacheFolder(path: temporary.path + "/a/b")
        folder.mostEntries = 3
        for number in 1...3 { write(10, number, folder) }
        age([1, 2, 3], folder)
        folder.touch(key(1))
        write(10, 4, folder)
        #expect(folder.read(key(2)) == nil)
        for number in [1, 3, 4] { #expect(folder.read(key(number)) == Data(repeating: UInt8(number), count: 10)) }
        folder.mostBytes = 25
        age([3, 4, 1], folder)
        write(10, 5, folder)
        #expect([1, 3, 4, 5].filter { folder.read(key($0)) != nil } == [1, 5])
        // More than all that it may hold isn't even begun.
        write(26, 6, folder)
        #expect([1, 5, 6].filter { folder.read(key($0)) != nil } == [1, 5])
    }

    @Test func isTheUsersOwn() throws {
        let temporary = try TemporaryFolder()
        let folder = CacheFolder(path: temporary.path + "/cache")
        write(10, 1, folder)
        func mode(_ path: String) throws -> Int? { try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int }
        #expect(try mode(folder.path) == 0o700)
        #expect(try mode("\(folder.path)/\(key(1).text).results") == 0o600)
        #expect(temporary.files() == ["cache/\(key(1).text).results"])
    }

    /// What others put there stays; what a killed run left goes once it is old.
    @Test func removesOnlyItsOwn() throws {
        let temporary = try TemporaryFolder()
        var folder = CacheFolder(path: temporary.path)
        folder.mostEntries = 1
        let (old, young) = ("\(key(8).text)-1-2.unfinished", "\(key(9).text)-1-2.unfinished")
        let others = ["notes.results", "x.unfinished", String(repeating: "z", count: 64) + ".results"]
        for name in others + [old, young] {
            try temporary.write("", to: name)
            var times = [timeval(tv_sec: name == young ? Int(time(nil)) : 1_000_000_000, tv_usec: 0), timeval(tv_sec: name == young ? Int(time(nil)) : 1_000_000_000, tv_usec: 0)]
            #expect(utimes("\(temporary.path)/\(name)", &times) == 0)
        }
        write(1, 1, folder)
        write(1, 2, folder)
        #expect(Set(temporary.files()).isSuperset(of: others + [young]))
        #expect(temporary.files().count == others.count + 2)
    }

    /// Neither a link nor a pipe nor a folder is an entry, and none of them holds a run up.
    @Test func otherThingsInItsPlace() throws {
        let temporary = try TemporaryFolder()
        let folder = CacheFolder(path: temporary.path)
        let place = "\(temporary.path)/\(key(1).text).results"
        try temporary.write("secret", to: "elsewhere")
        #expect(symlink("\(temporary.path)/elsewhere", place) == 0)
        #expect(folder.read(key(1)) == nil)
        write(3, 1, folder)
        #expect(folder.read(key(1)) == Data([1, 1, 1]))
        #expect(try temporary.text(of: "elsewhere") == "secret")
        folder.remove(key(1))
        #expect(mkfifo(place, 0o600) == 0)
        #expect(folder.read(key(1)) == nil)
        folder.remove(key(1))
        #expect(mkdir(place, 0o700) == 0)
        #expect(folder.read(key(1)) == nil)
        write(3, 1, folder)
        folder.remove(key(1))
        #expect(folder.read(key(1)) == nil)
        #expect(temporary.files() == ["elsewhere"])
    }
}
