namespace Gan.Tests.Saving;

public sealed class WeightNamesTests
{
    [Theory]
    [InlineData("layers.conv1.weight", "layers.conv1.weight")]
    [InlineData("network.network.layers.conv1.weight", "layers.conv1.weight")]
    [InlineData("networks.0.weight", "networks.0.weight")]
    public void Decorators_leave_a_name_as_it_was(string name, string plain) =>
        WeightNames.WithoutDecorators(name).Should().Be(plain);
}
