namespace Gan.Serving.Tests;

public sealed class ServedGanTests
{
    [Theory]
    [InlineData("runs/digits.onnx", "digits")]
    [InlineData("my digits (2).onnx", "my-digits--2-")]
    [InlineData(".onnx", "gan")]
    public void A_name_of_a_file_becomes_one_of_addresses(string path, string name) =>
        ServedGan.NameOf(path).Should().Be(name);

    [Fact]
    public void Inputs_are_those_that_the_generator_reads()
    {
        static IEnumerable<string> Names(string fixture) => Served.Of(fixture).Inputs.Select(input => input.Name);
        Names("dcgan-labels.onnx").Should().Equal("latent", "label");
        Names("mlp-conditions.onnx").Should().Equal("latent", "condition");
        Names("stylegan2.onnx").Should().Equal("latent", "truncation");
        Served.Of("stylegan2.onnx").Pixels.Should().Be(256);
        Served.Of("mlp-conditions.onnx").Pixels.Should().Be(7);
        Served.Of("mlp-conditions.onnx").Output.Name.Should().Be("sample");
    }

    [Fact]
    public void Only_its_own_name_and_version_are_known()
    {
        var gan = Served.Of();
        gan.Require("dcgan-labels", null);
        gan.Require("dcgan-labels", "1");
        FluentActions.Invoking(() => gan.Require("x", null)).ShouldBeRefused("There is no model 'x' here. *", 404);
        FluentActions
            .Invoking(() => gan.Require("dcgan-labels", "2"))
            .ShouldBeRefused("There is no version '2' of 'dcgan-labels'. There is 1.", 404);
        FluentActions
            .Invoking(() => gan.Require(new string('x', 500) + "\r\n", null))
            .ShouldBeRefused($"There is no model '{new string('x', 60)}…' here. *", 404);
    }
}
