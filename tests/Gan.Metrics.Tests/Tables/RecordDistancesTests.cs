namespace Gan.Metrics.Tests.Tables;

/// <summary>Against NumPy (Fixtures/make_tables.py).</summary>
public sealed class RecordDistancesTests
{
    [Fact]
    public void Rows_are_as_far_from_the_real_ones_as_NumPy_says()
    {
        var distances = ComparedTables.Compared.Distances;
        distances.CopiedRows.Should().Be(2 / 50.0);
        distances.RepeatedRows.Should().Be(1 / 50.0);
        // the lower one of the two in the middle, as libtorch has it
        distances.Nearest.Should().BeApproximately(ComparedTables.Numbers("nearest")[24], 1e-6);
        distances.Membership.Should().BeNull();
        double.IsNaN(distances.NearestHeldOut).Should().BeTrue();
    }

    [Fact]
    public void An_attacker_knows_rows_that_were_copied_and_not_those_of_the_same_distribution()
    {
        var real = Draw(300, seed: 1);
        var heldOut = Draw(300, seed: 2);
        var copied = TableComparison.Of(ComparedTables.Encoding, real, real, heldOut).Distances;
        copied.CopiedRows.Should().Be(1);
        copied.Nearest.Should().Be(0);
        copied.Membership!.Value.Should().BeGreaterThan(0.95);
        var fresh = TableComparison.Of(ComparedTables.Encoding, real, Draw(300, seed: 3), heldOut).Distances;
        fresh.Membership!.Low.Should().BeLessThan(0.5);
        fresh.Membership!.High.Should().BeGreaterThan(0.5);
        fresh.Nearest.Should().BeApproximately(fresh.NearestHeldOut, 0.01);
    }

    private static List<string[]> Draw(int rows, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, rows)
                .Select(_ =>
                    new[]
                    {
                        FormattableString.Invariant($"{(18 * random.NextDouble()) - 9:0.0000}"),
                        FormattableString.Invariant($"{(18 * random.NextDouble()) - 9:0.0000}"),
                        random.Next(2) == 0 ? "a" : "b",
                    }
                ),
        ];
    }
}
