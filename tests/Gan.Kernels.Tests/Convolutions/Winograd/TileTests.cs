using System.Runtime.Intrinsics;
using Gan.Kernels.Convolutions;

namespace Gan.Kernels.Tests.Convolutions;

/// <summary>
/// The identity that makes a tile one (Lavin and Gray 2015, arXiv:1509.09308, equation 5): for all inputs and taps,
/// Outᵀ[(Weight·w) ⊙ (Data·x)] is the correlation y[i] = Σ over t of w[t] · x[i + t].
/// </summary>
public sealed class TileTests
{
    [Fact]
    public void A_tile_of_2_results_and_2_taps_is_a_correlation() =>
        Correlates<Tile22<Vector128<float>, Lanes128>>(2, 2, products: 3);

    [Fact]
    public void A_tile_of_4_results_and_2_taps_is_a_correlation() =>
        Correlates<Tile42<Vector128<float>, Lanes128>>(4, 2, products: 5);

    [Fact]
    public void A_tile_of_4_results_and_3_taps_is_a_correlation() =>
        Correlates<Tile43<Vector128<float>, Lanes128>>(4, 3, products: 6);

    [Fact]
    public void A_tile_of_4_results_and_5_taps_is_a_correlation() =>
        Correlates<Tile45<Vector128<float>, Lanes128>>(4, 5, products: 8);

    // Bilinear on both sides, so that unit vectors decide for all inputs and taps.
    private static void Correlates<T>(int results, int taps, int products)
        where T : struct, ITile<Vector128<float>>
    {
        var data = TileMatrices.Of<DataOf<Vector128<float>, T>>();
        var weight = TileMatrices.Of<WeightOf<Vector128<float>, T>>();
        var toResults = TileMatrices.Of<OutTransposedOf<Vector128<float>, T>>();
        T.Results.Should().Be(results);
        T.Taps.Should().Be(taps);
        data.GetLength(0).Should().Be(products);
        for (var result = 0; result < results; result++)
        {
            for (var tap = 0; tap < taps; tap++)
            {
                for (var input = 0; input < data.GetLength(1); input++)
                {
                    var sum = 0.0;
                    for (var value = 0; value < products; value++)
                    {
                        sum += toResults[result, value] * weight[value, tap] * data[value, input];
                    }
                    var expected = input == result + tap ? 1.0 : 0.0;
                    sum.Should().BeApproximately(expected, 2e-6, "result {0}, tap {1}, input {2}", result, tap, input);
                }
            }
        }
    }
}
