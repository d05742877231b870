using Gan.Metrics.Tests.Fixtures;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests.Distances;

public class SlicedWassersteinTests
{
    public static TheoryData<string> Names => NumPy.Names;

    [Theory, MemberData(nameof(Names))]
    public void SciPy_finds_the_same_distance_along_the_same_directions(string name)
    {
        using var _ = NewDisposeScope();
        var known = NumPy.Named(name);
        SlicedWasserstein
            .Compute(known.RealRows(), known.FakeRows(), known.DirectionRows(), order: 1)
            .ShouldAgree(known.Sliced1);
        SlicedWasserstein.Compute(known.RealRows(), known.FakeRows(), known.DirectionRows()).ShouldAgree(known.Sliced2);
    }

    [Fact]
    public void A_shift_costs_its_length_over_the_root_of_the_width()
    {
        using var _ = NewDisposeScope();
        var rows = NumPy.Named("full").RealRows(); // D = 6; E (u·s)² = |s|² / D
        SlicedWasserstein.Compute(rows, rows + 2, projections: 4000, seed: 1).Should().BeApproximately(2, 0.1);
    }

    [Fact]
    public void A_seed_names_the_directions_and_a_set_is_at_zero_from_itself()
    {
        using var _ = NewDisposeScope();
        var known = NumPy.Named("full");
        double Of(ulong seed) =>
            SlicedWasserstein.Compute(known.RealRows(), known.FakeRows(), projections: 10, seed: seed);
        Of(1).Should().Be(Of(1)).And.NotBe(Of(2));
        SlicedWasserstein.Compute(known.RealRows(), known.RealRows().flip(0)).Should().BeLessThan(1e-12);
    }

    [Fact]
    public void Wrong_settings_are_named()
    {
        using var _ = NewDisposeScope();
        FluentActions
            .Invoking(() => SlicedWasserstein.Compute(ones(4, 2), ones(4, 2), projections: 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("projections must be at least 1, but was 0.*");
        FluentActions
            .Invoking(() => SlicedWasserstein.Compute(ones(4, 2), ones(4, 2), order: 0.5))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("order must be at least 1, but was 0.5.*");
        FluentActions
            .Invoking(() => SlicedWasserstein.Compute(ones(4, 2), ones(4, 2), ones(4, 3)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("directions must have the features' width, 2, but have 3.*");
    }
}
