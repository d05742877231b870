using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Onnx.Tests;

public sealed class OnnxGraphTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-onnx").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private global::Onnx.GraphProto Written(Module<Tensor, Tensor> network, params long[] shape)
    {
        var path = Path.Combine(folder, "g.onnx");
        network.ExportOnnx(shape, path);
        using var stream = File.OpenRead(path);
        return global::Onnx.ModelProto.Parser.ParseFrom(stream).Graph;
    }

    [Fact]
    public void The_last_node_makes_the_output_without_a_copy()
    {
        var graph = Written(Sequential(Linear(3, 2), Tanh()), 3);
        graph.Node.Select(node => node.OpType).Should().Equal("Gemm", "Tanh");
        graph.Node[^1].Output.Should().Equal("output");
    }

    [Fact]
    public void A_network_that_gives_its_input_back_is_a_copy() =>
        Written(Identity(), 3).Node.Select(node => node.OpType).Should().Equal("Identity");

    [Fact]
    public void What_nothing_reads_is_left_out()
    {
        var graph = Written(Sequential(Conv2d(1, 2, 3), BatchNorm2d(2)), 1, 5, 5);
        graph.Initializer.Select(constant => constant.Name).Should().Equal("0.weight", "0.bias");
    }
}
