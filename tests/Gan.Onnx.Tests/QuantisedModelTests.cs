using Google.Protobuf;
using TorchSharp;
using static TorchSharp.torch;
using Proto = global::Onnx;

namespace Gan.Onnx.Tests;

public sealed class QuantisedModelTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-onnx").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Proto.GraphProto Written(bool sevenBits)
    {
        using var gan = Families.Gan("resnet cifar");
        var path = Path.Combine(folder, "g.onnx");
        gan.ExportOnnx(
            path,
            new()
            {
                Quantisation = new() { Samples = 16, SevenBits = sevenBits },
                LeastPsnr = 0,
            }
        );
        using var stream = File.OpenRead(path);
        return Proto.ModelProto.Parser.ParseFrom(stream).Graph;
    }

    private static ByteString Numbers(Proto.GraphProto graph, string name) =>
        graph.Initializer.Single(constant => constant.Name == name).RawData;

    [Fact]
    public void Layers_read_what_was_whole_numbers_and_their_weights_have_a_scale_for_each_map()
    {
        var graph = Written(sevenBits: false);
        var makers = graph.Node.ToDictionary(node => node.Output[0]);
        var layers = graph.Node.Where(node => node.OpType == "Conv").ToList();
        var quantised = layers.Where(node => makers.ContainsKey(node.Input[1])).ToList();
        quantised.Should().HaveCount(layers.Count - 1, "the last convolution stays as it is");
        foreach (var layer in quantised)
        {
            makers[layer.Input[0]].OpType.Should().Be("DequantizeLinear");
            makers[makers[layer.Input[0]].Input[0]].OpType.Should().Be("QuantizeLinear");
            var weight = makers[layer.Input[1]];
            weight.Attribute.Single(attribute => attribute.Name == "axis").I.Should().Be(0);
            var maps = graph.Initializer.Single(c => c.Name == weight.Input[0]).Dims[0];
            (Numbers(graph, weight.Input[1]).Length / sizeof(float)).Should().Be((int)maps);
        }
    }

    [Theory]
    [InlineData(false, 127)]
    [InlineData(true, 63)]
    public void Weights_take_the_bits_that_were_asked_for(bool sevenBits, int most)
    {
        var graph = Written(sevenBits);
        var weights = graph.Initializer.Where(c => c.DataType == (int)Proto.TensorProto.Types.DataType.Int8).ToList();
        weights.Should().NotBeEmpty();
        weights.Max(w => w.RawData.Span.ToArray().Max(b => Math.Abs((int)(sbyte)b))).Should().Be(most);
    }

    [Fact]
    public void A_map_of_hardly_any_weights_keeps_its_bias()
    {
        using var conv = nn.Conv2d(4, 4, 3, padding: 1);
        using (no_grad())
        {
            Families.Stir(conv, 5);
            conv.weight![0].zero_();
            conv.weight![1].mul_(1e-12);
            conv.bias!.copy_(tensor([0.7f, -0.7f, 0, 0]));
        }
        using var network = nn.Sequential(conv, nn.Tanh());
        var options = new OnnxOptions
        {
            Quantisation = new() { Samples = 16, Ends = true },
            LeastPsnr = 0,
        };
        var report = network.ExportOnnx([4, 8, 8], Path.Combine(folder, "g.onnx"), options);
        report.WholeNumbers.Should().Be(1);
        report.Psnr.Should().BeGreaterThan(35);
    }

    [Fact]
    public void What_was_a_weight_stands_there_once() =>
        Written(sevenBits: false)
            .Initializer.Where(c => c.DataType == (int)Proto.TensorProto.Types.DataType.Float && c.Dims.Count == 4)
            .Select(c => c.Name)
            .Should()
            .OnlyContain(name => name == "layers.image.weight" || name.EndsWith(".scale") || name.EndsWith(".shift"));
}
