namespace Gan.Onnx.Tests;

public sealed class QuantisationTests
{
    [Fact]
    public void Settings_out_of_range_are_listed_with_those_of_the_file() =>
        new OnnxOptions
        {
            Quantisation = new()
            {
                Range = (CalibrationRange)5,
                Samples = 1,
                Percentile = 1.5,
                Seed = -1,
            },
        }
            .Problems()
            .Select(problem => problem.ToString())
            .Should()
            .HaveCount(4)
            .And.Contain(text => text.Contains("Quantisation.Samples must be at least 16, but was 1"));
}
