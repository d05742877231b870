using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Monitoring.Tests.Records;

public class SamplesFileTests
{
    [Fact]
    public void Samples_are_read_back_as_they_were_drawn()
    {
        using var folder = new TemporaryFolder();
        using var _ = NewDisposeScope();
        using var data = Small.Images();
        using var gan = Small.Gan(data, steps: 2).Train();
        SamplesFile.Write(folder["new/samples.npy"], gan, count: 300, seed: 4);
        var read = NpyFile.Read(folder["new/samples.npy"]);
        read.dtype.Should().Be(ScalarType.Float32);
        read.shape.Should().Equal(300, 1, 8, 12);
        read.allclose(gan.Sample(300, seed: 4), 0, 0).Should().BeTrue();
        (read.min().ToDouble(), read.max().ToDouble())
            .Should()
            .Match<(double Low, double High)>(range => range.Low >= -1 && range.High <= 1);
    }
}
