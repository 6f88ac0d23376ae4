@main struct Countback { static func main() { print("countback") } }
