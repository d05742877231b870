using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>What the blocks of ProGAN and MSG-GAN share: gain, slope, and a leaky ReLU.</summary>
internal static class GrowingLayers
{
    /// <summary>Of He et al. 2015, before a ReLU.</summary>
    internal static readonly double Gain = Math.Sqrt(2);

    internal static Tensor Active(Tensor maps) => functional.leaky_relu(maps, 0.2);

    /// <summary>A convolution before a leaky ReLU. The gain is that of the weights: biases stand as they are.</summary>
    internal static Module<Tensor, Tensor> Convolution(NetworkSpec spec, long from, long to, long kernel = 3) =>
        new EqualizedConvolution(from, to, kernel, Gain, spec: spec, biasGain: 1);

    /// <summary>Two of the same shape, the second by its share.</summary>
    internal static Tensor Blend(Tensor below, Tensor next, double share)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter((below * (1 - share)) + (next * share));
    }

    /// <summary>A generator's blocks, a resolution each, and what makes an image of the maps of each.</summary>
    internal static (ModuleList<Module<Tensor, Tensor>> Blocks, ModuleList<Module<Tensor, Tensor>> Images) Generator(
        NetworkSpec spec,
        GrowthShape shape,
        long leastMaps,
        long maxMaps
    )
    {
        long Maps(int resolution) => shape.MapsAt(resolution, leastMaps, maxMaps);
        ModuleList<Module<Tensor, Tensor>> blocks = [new GrowingStart(spec.LatentSize, Maps(0), shape.Sides[0], spec)];
        ModuleList<Module<Tensor, Tensor>> images = [new EqualizedConvolution(Maps(0), spec.Shape[0], 1, spec: spec)];
        for (var i = 1; i <= shape.Top; i++)
        {
            blocks.Add(new GrowingBlock(Maps(i - 1), Maps(i), shape, i, spec));
            images.Add(new EqualizedConvolution(Maps(i), spec.Shape[0], 1, spec: spec));
        }
        return (blocks, images);
    }

    /// <summary>Through a layer, a leaky ReLU and the normalisation of each place.</summary>
    internal static Tensor Normalised(Module<Tensor, Tensor> layer, Tensor maps)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(PixelNorm.Of(Active(layer.call(maps))));
    }

    internal static GraphValue Normalised(NetworkGraph graph, Module<Tensor, Tensor> layer, GraphValue maps) =>
        graph.PixelNormed(graph.LeakyRelu(graph.Call(layer, maps), 0.2));
}

/// <summary>The generator's first block (Karras et al. 2018, table 2): a latent [N, L] on the unit sphere of its
/// entries to the maps of the smallest resolution.</summary>
internal sealed class GrowingStart : Module<Tensor, Tensor>, IGraphed
{
    private readonly Module<Tensor, Tensor> dense;
    private readonly Module<Tensor, Tensor> convolution;
    private readonly long channels;
    private readonly (long Height, long Width) side;

    internal GrowingStart(long latent, long maps, (long Height, long Width) side, NetworkSpec spec)
        : base(nameof(GrowingStart))
    {
        channels = maps;
        this.side = side;
        var gain = GrowingLayers.Gain / 4; // as in the code
        dense = new EqualizedLinear(latent, maps * side.Height * side.Width, gain, biasGain: 1);
        convolution = GrowingLayers.Convolution(spec, maps, maps);
        RegisterComponents();
    }

    public override Tensor forward(Tensor latent)
    {
        using var scope = NewDisposeScope();
        var rows = dense.call(PixelNorm.Of(latent));
        var first = Maps.Unflatten(rows, channels, side.Height, side.Width);
        var made = PixelNorm.Of(GrowingLayers.Active(first));
        return scope.MoveToOuter(GrowingLayers.Normalised(convolution, made));
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        var rows = graph.Call(dense, graph.PixelNormed(input));
        var maps = graph.Reshape(rows, -1, channels, side.Height, side.Width);
        var made = graph.PixelNormed(graph.LeakyRelu(maps, 0.2));
        return GrowingLayers.Normalised(graph, convolution, made);
    }
}

/// <summary>A block of the generator: to the next resolution by repeated pixels, and two 3x3 convolutions.</summary>
internal sealed class GrowingBlock : Module<Tensor, Tensor>, IGraphed
{
    private readonly Module<Tensor, Tensor> first;
    private readonly Module<Tensor, Tensor> second;
    private readonly GrowthShape shape;
    private readonly int resolution;

    internal GrowingBlock(long from, long to, GrowthShape shape, int resolution, NetworkSpec spec)
        : base(nameof(GrowingBlock))
    {
        this.shape = shape;
        this.resolution = resolution;
        first = GrowingLayers.Convolution(spec, from, to);
        second = GrowingLayers.Convolution(spec, to, to);
        RegisterComponents();
    }

    public override Tensor forward(Tensor maps)
    {
        using var scope = NewDisposeScope();
        var larger = shape.Enlarge(maps, resolution - 1);
        return scope.MoveToOuter(GrowingLayers.Normalised(second, GrowingLayers.Normalised(first, larger)));
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        var larger = shape.Enlarge(graph, input, resolution - 1);
        return GrowingLayers.Normalised(graph, second, GrowingLayers.Normalised(graph, first, larger));
    }
}

/// <summary>A block of the discriminator: where asked how much the samples of a group differ, two 3x3 convolutions, and
/// down to the next resolution by means.</summary>
internal sealed class ShrinkingBlock : Module<Tensor, Tensor>, IGraphed
{
    private readonly Module<Tensor, Tensor>? deviation;
    private readonly Module<Tensor, Tensor> first;
    private readonly Module<Tensor, Tensor> second;

    internal ShrinkingBlock(long from, long between, long to, NetworkSpec spec, long group = 0)
        : base(nameof(ShrinkingBlock))
    {
        deviation = group > 1 ? new MinibatchStd(group) : null;
        first = GrowingLayers.Convolution(spec, from + (group > 1 ? 1 : 0), between);
        second = GrowingLayers.Convolution(spec, between, to);
        RegisterComponents();
    }

    public override Tensor forward(Tensor maps)
    {
        using var scope = NewDisposeScope();
        var seen = deviation is null ? maps : deviation.call(maps);
        var made = GrowingLayers.Active(second.call(GrowingLayers.Active(first.call(seen))));
        return scope.MoveToOuter(GrowthShape.Shrink(made));
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        var seen = deviation is null ? input : graph.Call(deviation, input);
        var inner = graph.LeakyRelu(graph.Call(first, seen), 0.2);
        return graph.Halve(graph.LeakyRelu(graph.Call(second, inner), 0.2));
    }
}

/// <summary>The discriminator's last hidden layers: how much the samples of a group differ, a 3x3 convolution, and all
/// places to one row of features.</summary>
internal sealed class ShrinkingEnd : Module<Tensor, Tensor>, IGraphed
{
    private readonly Module<Tensor, Tensor>? deviation;
    private readonly Module<Tensor, Tensor> convolution;
    private readonly Module<Tensor, Tensor> dense;

    internal ShrinkingEnd(long from, long maps, (long Height, long Width) side, long group, NetworkSpec spec)
        : base(nameof(ShrinkingEnd))
    {
        deviation = group > 1 ? new MinibatchStd(group) : null;
        convolution = GrowingLayers.Convolution(spec, from + (group > 1 ? 1 : 0), maps);
        dense = new EqualizedLinear(maps * side.Height * side.Width, maps, GrowingLayers.Gain, biasGain: 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor maps)
    {
        using var scope = NewDisposeScope();
        var seen = deviation is null ? maps : deviation.call(maps);
        var rows = Maps.Flatten(GrowingLayers.Active(convolution.call(seen)));
        return scope.MoveToOuter(GrowingLayers.Active(dense.call(rows)));
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        var seen = deviation is null ? input : graph.Call(deviation, input);
        var maps = graph.LeakyRelu(graph.Call(convolution, seen), 0.2);
        return graph.LeakyRelu(graph.Call(dense, graph.Flatten(maps)), 0.2);
    }
}
