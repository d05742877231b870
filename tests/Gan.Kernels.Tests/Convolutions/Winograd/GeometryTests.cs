using System.Runtime.Intrinsics;
using Gan.Kernels.Convolutions;
using static Gan.Kernels.Panels;

namespace Gan.Kernels.Tests.Convolutions;

/// <summary>
/// Addresses of tiles beside the definition of a convolution. Memory is only counted, never read: places are told by
/// their distance from made-up addresses.
/// </summary>
public sealed unsafe class GeometryTests
{
    private const long Outside = -1;

    // 2 images of 64 channels and 11 x 14, kernel 5, stride 2, padding 2: y has 6 x 7 places of 32 features.
    private static readonly ConvolutionShape Shape = new(2, 64, 11, 14, 32, 6, 7, 5, 2, 2);

    private static readonly float* Memory = (float*)0x1000_0000;
    private static readonly float* Nowhere = (float*)0x10;

    private readonly Geometry geometry = Geometry.Of<Vector128<float>, Tile43<Vector128<float>, Lanes128>>(Shape);

    [Fact]
    public void Sizes_follow_from_the_shape_and_the_tile()
    {
        (geometry.Results, geometry.Inputs, geometry.Values).Should().Be((4, 6, 36));
        geometry.Tiles.Should().Be(2 * 2, "6 x 7 places are cut into tiles of 4 x 4");
        (geometry.PanelsIn, geometry.PanelsOut).Should().Be((4 * 64 / Panel, 1));
        (geometry.Phases, geometry.PanelsOfPhase).Should().Be((4, 2));
        geometry.WeightFloats.Should().Be(36 * 32 * 4 * 64);
    }

    [Fact]
    public void Places_of_transformed_tiles_are_their_own_and_leave_no_gap()
    {
        const int Tiles = 24;
        const int Count = 3;
        List<long> places = [];
        List<long> inChunk = [];
        for (nint tile = 0; tile < Tiles; tile++)
        {
            for (nint panel = 0; panel < Count; panel++)
            {
                places.Add(Geometry.Place(tile, panel, Count));
                inChunk.Add(geometry.PlaceInChunk(tile, panel));
            }
        }
        places.Order().Should().Equal(Enumerable.Range(0, Tiles * Count).Select(i => (long)(i * Panel)));
        places.Max().Should().BeLessThan(Geometry.Apart(Count, Tiles));
        inChunk.Should().OnlyHaveUniqueItems().And.OnlyContain(place => place % Panel == 0);
        (geometry.Chunk % Panels.Rows).Should().Be(0);
    }

    // x[line, column] of a phase is x[2 · line + phase / 2 - padding, …] of the image.
    [Fact]
    public void Inputs_of_a_tile_are_the_places_that_its_results_see()
    {
        var all = Shape.Images * geometry.Tiles;
        for (nint phase = 0; phase < 4; phase++)
        {
            List<long> expected = [];
            for (nint tile = 0; tile < all; tile++)
            {
                for (nint i = 0; i < geometry.Inputs; i++)
                {
                    for (nint j = 0; j < geometry.Inputs; j++)
                    {
                        var line = 2 * (tile % geometry.Tiles / 2 * 4 + i) + phase / 2 - 2;
                        var column = 2 * (tile % 2 * 4 + j) + phase % 2 - 2;
                        var inside = line is >= 0 and < 11 && column is >= 0 and < 14;
                        expected.Add(inside ? ((tile / geometry.Tiles * 11 + line) * 14 + column) * 64 : Outside);
                    }
                }
            }
            var places = new nint[all * geometry.Values];
            fixed (nint* first = places)
            {
                geometry.InputsOf(0, all, phase, Memory, Nowhere, (float**)first);
            }
            Distances(places).Should().Equal(expected, "in phase {0}", phase);
        }
    }

    [Fact]
    public void Every_place_of_the_output_is_a_result_of_one_tile()
    {
        var all = Shape.Images * geometry.Tiles;
        var places = new nint[all * geometry.ResultsOfTile];
        fixed (nint* first = places)
        {
            geometry.ResultsOf(0, all, Memory, Nowhere, (float**)first);
        }
        var inside = Distances(places).Where(place => place != Outside).Order();
        inside.Should().Equal(Enumerable.Range(0, 2 * 6 * 7).Select(i => (long)(i * 32)));
    }

    [Fact]
    public void Every_tap_of_the_kernel_is_a_tap_of_one_phase()
    {
        const int Apart = 7;
        List<long> inside = [];
        for (nint phase = 0; phase < 4; phase++)
        {
            var places = new nint[9];
            fixed (nint* first = places)
            {
                geometry.TapsOf(phase, Memory, Apart, Nowhere, (float**)first);
            }
            var taps = Distances(places);
            inside.AddRange(taps.Where(place => place != Outside));
            // Of 5 x 5 taps the even lines and columns are 3, the odd ones 2.
            taps.Count(place => place != Outside).Should().Be((phase < 2 ? 3 : 2) * (phase % 2 == 0 ? 3 : 2));
        }
        inside.Order().Should().Equal(Enumerable.Range(0, 25).Select(i => (long)(i * Apart)));
    }

    private static List<long> Distances(nint[] places) =>
        [.. places.Select(place => place == (nint)Nowhere ? Outside : (place - (nint)Memory) / sizeof(float))];
}
