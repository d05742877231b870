using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Saving;

public sealed class WeightNamesTests
{
    [Theory]
    [InlineData("layers.conv1.weight", "layers.conv1.weight")]
    [InlineData("network.network.layers.conv1.weight", "layers.conv1.weight")]
    [InlineData("networks.0.weight", "networks.0.weight")]
    public void Decorators_leave_a_name_as_it_was(string name, string plain) =>
        WeightNames.WithoutDecorators(name).Should().Be(plain);

    private static string[] Renamed(string[] names, params (string Old, string New)[] maps)
    {
        using var one = ones(1);
        var tensors = names.ToDictionary(name => name, _ => one);
        return [.. WeightNames.Renamed(tensors, maps.ToDictionary(map => map.Old, map => map.New)).Keys];
    }

    [Fact]
    public void A_name_stands_for_all_that_go_on_behind_its_point()
    {
        string[] names = ["main.1.weight", "main.10.weight", "main.1"];
        Renamed(names, ("main.1", "first")).Should().Equal("first.weight", "main.10.weight", "first");
        Renamed(["module.a.b", "modules"], ("module.", "")).Should().Equal("a.b", "modules");
    }

    [Fact]
    public void The_longest_old_name_counts() =>
        Renamed(["a.b.c", "a.d"], ("a", "x"), ("a.b", "y")).Should().Equal("y.c", "x.d");

    [Fact]
    public void A_name_that_fits_nothing_and_one_given_twice_are_said()
    {
        var unused = () => Renamed(["a.b"], ("c", "d"));
        unused.Should().Throw<ArgumentException>().WithMessage("No tensor has the name 'c'. Names are: a.b.*");
        var twice = () => Renamed(["a", "b"], ("a", "b"));
        twice.Should().Throw<ArgumentException>().WithMessage("Two tensors would have the name 'b'.*");
    }
}
