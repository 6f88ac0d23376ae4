import DatabaseServers
import Engines
import Foundation
import Model
import Testing

@testable import countback

extension EngineConformance {
    /// Whole runs on a Spark cluster: what is said when it isn't there, and what becomes of a run when parts of it go.
    @Suite(.enabled(if: SparkServer.isWanted)) struct SparkRunTests {
        private func folder(items: Int = 8_000) throws -> TemporaryFolder {
            let folder = try TemporaryFolder()
            #expect(try Program.countback(["sample", "ledger", "--items", "\(items)", "--seed", "3"], in: folder.path).exit == 0)
            try folder.write("report: large\nledger: ledger/ledger.yaml\ngroup_by: [country]\nmetrics: [dso, aged_debt]\noutputs: [csv]\n", to: "report.yaml")
            return folder
        }

        private func start(_ folder: TemporaryFolder, _ server: SparkServer, output: String = "output") throws -> Program.Started {
            try Program.start(
                Program.countback, ["run", "report.yaml", "--engine", "spark", "--output", output], in: folder.path,
                environment: ["COUNTBACK_SPARK_URI": server.uri])
        }

        private func wait(for words: String, _ started: Program.Started) {
            let deadline = Date().addingTimeInterval(120)
            while !started.errors.contains(words), started.process.isRunning, Date() < deadline { usleep(5_000) }
        }

        private func values(_ folder: TemporaryFolder, _ output: String) throws -> [Substring] {
            let manifest = try #require(folder.files(below: output).first { $0.hasSuffix("manifest.json") })
            return try folder.text(of: "\(output)/\(manifest)").split(separator: "\n").filter { $0.contains("value_id") }
        }

        /// One of the two executors goes in the middle: its work is done again by the other, and the figures are the same.
        @Test func anExecutorThatIsKilled() throws {
            let folder = try folder()
            let server = try SparkServer.shared()
            #expect(try Program.countback(["run", "report.yaml", "--output", "here"], in: folder.path).exit == 0)
            let started = try start(folder, server, output: "there")
            wait(for: "settling", started)
            let executor = try #require(try server.executors().first)
            kill(executor, SIGKILL)
            let ended = try started.wait()
            #expect(ended.exit == 0, "\(ended.errors)")
            #expect(try values(folder, "there") == values(folder, "here"))
            #expect(try !server.executors().contains(executor))
            try EngineQuirks.spark.expectNothingLeft()
        }

        @Test func aServerThatIsKilled() throws {
            let folder = try folder()
            let server = try SparkServer()
            defer { server.stop() }
            let started = try start(folder, server)
            wait(for: "settling", started)
            server.kill()
            let ended = try started.wait()
            #expect(ended.exit == 75, "\(ended.errors)")
            #expect(ended.errors.contains("error: the connection to spark was lost at "))
            #expect(ended.errors.hasSuffix("Run it again; nothing was written, and nothing is left on the server.\n"))
            #expect(folder.files(below: "output") == [])
        }

        /// Ended kindly, a run leaves nothing; killed, its leavings go with the next run.
        @Test(arguments: [SIGINT, SIGKILL]) func aRunThatIsEnded(signal: Int32) throws {
            let folder = try folder()
            let server = try SparkServer.shared()
            let started = try start(folder, server)
            wait(for: "settling", started)
            kill(started.process.processIdentifier, signal)
            let ended = try started.wait()
            #expect(ended.exit == (signal == SIGINT ? 130 : 128 + SIGKILL), "\(ended.errors)")
            #expect(folder.files(below: "output") == [])
            if signal == SIGKILL {
                #expect(try SparkSession.left(on: SparkAddress(server.uri)) != [])
                try EngineQuirks.spark.session { try $0.answers("SELECT 1 AS one", [[.integer(1)]]) }
            }
            try EngineQuirks.spark.expectNothingLeft()
        }

        @Test func aServerThatIsNotThere() throws {
            let folder = try folder()
            let refused = try Program.countback(
                ["run", "report.yaml", "--engine", "spark"], in: folder.path, environment: ["COUNTBACK_SPARK_URI": "sc://127.0.0.1:1/;token=s3cret"])
            #expect(refused.exit == 69)
            #expect(refused.errors.contains("error: Spark at sc://127.0.0.1:1/ can't be used: "))
            #expect(!refused.errors.contains("s3cret"))
            #expect(folder.files(below: "output") == [])
            let none = try Program.countback(["run", "report.yaml", "--engine", "spark"], in: folder.path, environment: ["COUNTBACK_SPARK_URI": ""])
            #expect(none.exit == 69)
            #expect(
                none.errors.hasSuffix(
                    """
                    error: the engine spark needs a server, and none is named [no-engine-connection]
                      Add a connection with `driver: spark` to the ledger definition, or set COUNTBACK_SPARK_URI, such as sc://spark.example:15002/;use_ssl=true;token=…; `scripts/spark-for-tests.sh` starts a server on this machine and prints its port.

                    """))
        }

        @Test func aStatementThatTakesTooLong() throws {
            try EngineQuirks.spark.session(seconds: 10) { session in
                let failure = #expect(throws: EngineFailure.self) { try session.rows(EngineQuirks.spark.endless, for: EngineQuirks.step) }
                #expect(failure?.cause == .timeLimit(seconds: 10))
            }
        }
    }
}
