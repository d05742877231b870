using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Graphs;

/// <summary>What a network computes, as nodes: names of the state dict, shapes of libtorch, refusals that name the
/// layer.</summary>
public sealed class NetworkGraphTests
{
    private static GraphValue Made(Module<Tensor, Tensor> network, params long[] shape)
    {
        var graph = new NetworkGraph(network);
        return graph.Call(network, graph.Input("input", [-1, .. shape]));
    }

    public static TheoryData<string, Func<Module<Tensor, Tensor>>, long[]> Layers =>
        new()
        {
            { "linear", () => Linear(6, 5), [6] },
            { "conv", () => Conv2d(3, 4, (3, 2), stride: (2, 1), padding: (1, 0), dilation: (1, 2)), [3, 9, 8] },
            { "grouped", () => Conv2d(4, 8, 3, groups: 2), [4, 9, 8] },
            { "transposed", () => ConvTranspose2d(3, 4, 5, 2, 2, output_padding: 1), [3, 7, 6] },
            { "pool", () => MaxPool2d(2), [3, 9, 8] },
            { "padded pool", () => MaxPool2d(3, 2, 1), [3, 9, 8] },
            { "mean", () => AvgPool2d(3, 2), [3, 9, 8] },
            { "mean of the rest", () => AvgPool2d(2, ceil_mode: true), [3, 9, 8] },
            { "norm", () => BatchNorm2d(3), [3, 9, 8] },
            { "groups", () => GroupNorm(2, 4), [4, 5, 5] },
            { "reflected", () => ReflectionPad2d((1, 2, 3, 0)), [3, 9, 8] },
            { "doubled", () => Upsample(scale_factor: [2, 2], mode: UpsampleMode.Nearest), [3, 4, 5] },
            { "shuffled", () => PixelShuffle(2), [8, 3, 4] },
            { "flat", () => Sequential(Conv2d(3, 4, 3), ReLU(), Flatten(), Linear(4 * 3 * 4, 2)), [3, 5, 6] },
        };

    [Theory, MemberData(nameof(Layers))]
    public void Shapes_are_those_of_libtorch(string name, Func<Module<Tensor, Tensor>> make, long[] shape)
    {
        using var scope = NewDisposeScope();
        var network = make();
        network.eval();
        var expected = network.call(zeros([2, .. shape])).shape;
        Made(network, shape).Shape.Should().Equal([-1, .. expected[1..]], name);
    }

    [Fact]
    public void Weights_have_the_names_of_the_state_dict_and_stand_there_once()
    {
        using var network = Sequential(("a", Linear(3, 3)), ("b", Linear(3, 2, hasBias: false)));
        var graph = new NetworkGraph(network);
        var input = graph.Input("input", [-1, 3]);
        graph.Output("output", graph.Call(network, input));
        graph.Constants.Select(constant => constant.Name).Should().Equal("a.weight", "a.bias", "b.weight");
        graph.Nodes.Select(node => node.Operator).Should().Equal("Gemm", "Gemm", "Identity");
        graph.Outputs.Should().ContainSingle().Which.Shape.Should().Equal(-1, 2);
        var first = graph.Constants.First();
        first.Floats.Should().Equal(network.state_dict()["a.weight"].data<float>().ToArray());
    }

    [Fact]
    public void A_layer_that_does_not_say_what_it_computes_is_named()
    {
        using var network = Sequential(("a", Linear(3, 3)), ("b", Softplus()));
        FluentActions
            .Invoking(() => Made(network, 3))
            .Should()
            .Throw<NotSupportedException>()
            .WithMessage("Layer 'b' (Softplus) cannot be shipped: it does not say what it computes (IGraphed).");
    }

    public static TheoryData<string, Func<Module<Tensor, Tensor>>> Unsaid =>
        new()
        {
            { "MaxPool2d", () => MaxPool2d(2, dilation: 2) },
            { "AvgPool2d", () => AvgPool2d(3, 2, 1) },
            { "AvgPool2d", () => AvgPool2d(new long[] { 2, 2 }, divisor_override: 3) },
        };

    [Theory, MemberData(nameof(Unsaid))]
    public void A_setting_that_nodes_do_not_say_refuses_the_layer(string name, Func<Module<Tensor, Tensor>> make)
    {
        using var network = make();
        FluentActions
            .Invoking(() => Made(network, 3, 9, 8))
            .Should()
            .Throw<NotSupportedException>()
            .WithMessage($"The network ({name}) cannot be shipped: *");
    }

    [Fact]
    public void A_weight_in_another_shape_is_another_constant()
    {
        using var network = Linear(2, 2, hasBias: false);
        using var row = network.weight!.reshape(1, 4);
        var graph = new NetworkGraph(network);
        graph.Weight(network.weight!).Shape.Should().Equal(2, 2);
        graph.Weight(row, network.weight!).Shape.Should().Equal(1, 4);
        graph.Weight(network.weight!).Name.Should().Be("weight");
    }

    [Fact]
    public void Names_are_given_once_and_numbers_fit_their_shape()
    {
        using var network = Linear(1, 1);
        var graph = new NetworkGraph(network);
        graph.OptionalInput("share", 1).Shape.Should().BeEmpty();
        graph.Defaults["share"].Should().Be(1);
        graph.Invoking(g => g.Input("share", [1])).Should().Throw<ArgumentException>();
        graph.Invoking(g => g.Constant([2], 1)).Should().Throw<ArgumentException>();
        graph.Invoking(g => g.Integers()).Should().Throw<ArgumentException>();
        var one = graph.Constant([1, 2, 1], 1, 2);
        var other = graph.Constant([3, 1, 1], 1, 2, 3);
        graph.Add(one, other).Shape.Should().Equal(3, 2, 1);
        graph.Concatenate(1, one, one).Shape.Should().Equal(1, 4, 1);
    }
}
