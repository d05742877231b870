using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Onnx.Tests;

public sealed class NormFoldingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-onnx").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private List<string> Operators(Module<Tensor, Tensor> network, params long[] shape)
    {
        Families.Stir(network, 3);
        var path = Path.Combine(folder, "g.onnx");
        network.ExportOnnx(shape, path).Error.Should().BeLessThan(1e-5);
        using var stream = File.OpenRead(path);
        return [.. global::Onnx.ModelProto.Parser.ParseFrom(stream).Graph.Node.Select(node => node.OpType)];
    }

    [Fact]
    public void It_goes_into_the_layer_before_it()
    {
        Operators(Sequential(Conv2d(2, 3, 3), BatchNorm2d(3), ReLU()), 2, 6, 6).Should().Equal("Conv", "Relu");
        Operators(Sequential(Conv2d(4, 4, 3, groups: 2, bias: false), BatchNorm2d(4)), 4, 6, 6).Should().Equal("Conv");
        Operators(Sequential(ConvTranspose2d(2, 3, 4, 2, 1), BatchNorm2d(3)), 2, 4, 4).Should().Equal("ConvTranspose");
        Operators(Sequential(Linear(4, 5, hasBias: false), BatchNorm1d(5)), 4).Should().Equal("Gemm");
    }

    [Fact]
    public void A_linear_layer_in_front_of_maps_takes_it_for_all_places_of_a_map()
    {
        using var gan = Families.Gan("dcgan paper transposed");
        var path = Path.Combine(folder, "g.onnx");
        gan.ExportOnnx(path).Error.Should().BeLessThan(1e-5);
        using var stream = File.OpenRead(path);
        var kinds = global::Onnx.ModelProto.Parser.ParseFrom(stream).Graph.Node.Select(node => node.OpType);
        kinds.Should().Equal("Gemm", "Reshape", "Relu", "ConvTranspose", "Relu", "ConvTranspose", "Tanh");
    }

    [Fact]
    public void Where_no_layer_is_before_it_it_is_a_product_and_a_sum()
    {
        Operators(BatchNorm2d(3), 3, 4, 4).Should().Equal("Mul", "Add");
        Operators(Sequential(Conv2d(2, 3, 3), ReLU(), BatchNorm2d(3)), 2, 6, 6)
            .Should()
            .Equal("Conv", "Relu", "Mul", "Add");
        Operators(new ReadTwice(), 2, 6, 6).Should().Equal("Conv", "Mul", "Add", "Add");
    }

    [Fact]
    public void It_goes_into_no_product_but_that_of_a_linear_layer()
    {
        Operators(new Product(), 4).Should().Equal("Gemm", "Mul", "Add");
        Operators(new Parts(), 4).Should().Equal("Gemm", "Reshape", "Mul", "Add", "Reshape");
    }

    /// <summary>x · w, with w as it is.</summary>
    private sealed class Product : Module<Tensor, Tensor>, IGraphed
    {
        private readonly TorchSharp.Modules.Parameter weight = Parameter(zeros(4, 6));
        private readonly Module<Tensor, Tensor> norm = BatchNorm1d(6);

        internal Product()
            : base(nameof(Product)) => RegisterComponents();

        public override Tensor forward(Tensor input) => norm.call(input.matmul(weight));

        public GraphValue AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition = null) =>
            graph.Call(norm, graph.Node("Gemm", [input, graph.Weight(weight)], [-1, 6]));
    }

    /// <summary>A row of six numbers as three of two, which are normalised alike.</summary>
    private sealed class Parts : Module<Tensor, Tensor>, IGraphed
    {
        private readonly Module<Tensor, Tensor> rows = Linear(4, 6);
        private readonly Module<Tensor, Tensor> norm = BatchNorm1d(2);

        internal Parts()
            : base(nameof(Parts)) => RegisterComponents();

        public override Tensor forward(Tensor input) => norm.call(rows.call(input).reshape(-1, 2)).reshape(-1, 6);

        public GraphValue AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition = null) =>
            graph.Reshape(graph.Call(norm, graph.Reshape(graph.Call(rows, input), -1, 2)), -1, 6);
    }

    /// <summary>A convolution whose output goes on beside the normalisation.</summary>
    private sealed class ReadTwice : Module<Tensor, Tensor>, IGraphed
    {
        private readonly Module<Tensor, Tensor> conv = Conv2d(2, 3, 3);
        private readonly Module<Tensor, Tensor> norm = BatchNorm2d(3);

        internal ReadTwice()
            : base(nameof(ReadTwice)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            var made = conv.call(input);
            return made + norm.call(made);
        }

        public GraphValue AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition = null)
        {
            var made = graph.Call(conv, input);
            return graph.Add(made, graph.Call(norm, made));
        }
    }
}
