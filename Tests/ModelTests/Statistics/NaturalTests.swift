@testable import Model
import Testing

struct NaturalTests {
    static func power(_ base: UInt128, _ exponent: Int) -> Natural {
        var result = Natural(1)
        for _ in 0..<exponent { result.multiply(by: base) }
        return result
    }

    // 200 ÷ log2(3) = 126.19, so 3^126 < 2^200 < 3^127.
    @Test func ordersLongProducts() {
        #expect(Self.power(3, 126) < Self.power(2, 200))
        #expect(Self.power(2, 200) < Self.power(3, 127))
    }

    @Test func theOrderOfFactorsIsNoMatter() {
        var (rising, falling) = (Natural(1), Natural(1))
        for factor in 1...60 as ClosedRange<UInt128> {
            rising.multiply(by: factor)
            falling.multiply(by: 61 - factor)
        }
        #expect(rising == falling)
        falling.multiply(by: 2)
        #expect(rising < falling)
    }

    // (2^128 − 1)² = 2^256 − 2^129 + 1 < 2^256 = (2^64)^4, while (2^128 − 1)² × 2 is above it.
    @Test func carries() {
        var square = Self.power(.max, 2)
        #expect(square < Self.power(1 << 64, 4))
        square.multiply(by: 2)
        #expect(square > Self.power(1 << 64, 4))
        // (2^128 − 1)^3 = (2^128 − 1) × (2^64 − 1)^2 × (2^64 + 1)^2
        let (less, more) = ((1 << 64) - 1 as UInt128, (1 << 64) + 1 as UInt128)
        var product = Natural(.max)
        for factor in [less, more, less, more] { product.multiply(by: factor) }
        #expect(product == Self.power(.max, 3))
    }

    @Test func zero() {
        #expect(Self.power(0, 1) == Natural(0))
        #expect(Self.power(0, 3) < Natural(1))
    }
}
