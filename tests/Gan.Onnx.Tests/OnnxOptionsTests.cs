namespace Gan.Onnx.Tests;

public sealed class OnnxOptionsTests
{
    [Fact]
    public void The_defaults_are_well() =>
        new OnnxOptions { Quantisation = new() }
            .Problems()
            .Should()
            .BeEmpty();

    [Fact]
    public void Everything_that_is_out_of_range_is_listed_at_once() =>
        new OnnxOptions
        {
            Storage = (OnnxStorage)7,
            Tolerance = 0,
            LeastPsnr = double.NaN,
            DistanceSamples = 1,
        }
            .Problems()
            .Should()
            .HaveCount(4);

    [Fact]
    public void Export_refuses_them_before_anything_is_written()
    {
        using var gan = Families.Gan("mlp vectors");
        gan.Invoking(g => g.ExportOnnx("unwritten.onnx", new() { Tolerance = -1 }))
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*OnnxOptions.Tolerance must be greater than 0, but was -1*");
        using var labelled = Families.Gan("dcgan embedding");
        labelled
            .Invoking(g => g.ExportOnnx("unwritten.onnx", new() { ClassNames = ["a"] }))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("There must be 3 class names, but there are 1.*");
        File.Exists("unwritten.onnx").Should().BeFalse();
    }
}
