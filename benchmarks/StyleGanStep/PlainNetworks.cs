using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

/// <summary>StyleGAN2's layers as a port to TorchSharp would write them: the filter as a convolution of its own, styles
/// either on weights of each sample's own or on input and output.</summary>
internal static class Plain
{
    internal static readonly double Gain = Math.Sqrt(2);

    internal static Tensor Active(Tensor maps) => functional.leaky_relu(maps, 0.2) * Gain;

    /// <summary>The filter [1, 3, 3, 1], a channel at a time, after padding or cutting.</summary>
    internal static Tensor Filter(Tensor maps, Tensor kernel, long before, long after)
    {
        var padded = functional.pad(maps, [before, after, before, after]);
        var flat = padded.reshape(-1, 1, padded.size(2), padded.size(3));
        var filtered = functional.conv2d(flat, kernel);
        return filtered.view(maps.size(0), maps.size(1), filtered.size(2), filtered.size(3));
    }

    internal static Tensor Kernel(double gain)
    {
        var taps = tensor(new float[] { 1, 3, 3, 1 });
        return (outer(taps, taps) * (gain / 64)).view(1, 1, 4, 4);
    }
}

/// <summary>A linear layer with an equalised rate.</summary>
internal sealed class PlainLinear : Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly double rate;

    internal PlainLinear(long from, long to, double start = 0, double rate = 1)
        : base(nameof(PlainLinear))
    {
        weight = new Parameter(randn(to, from) / rate);
        bias = new Parameter(full([to], start / rate));
        this.rate = rate;
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) =>
        functional.linear(input, weight * (rate / Math.Sqrt(weight.size(1))), bias * rate);
}

/// <summary>A convolution with an equalised rate, which may filter and halve first.</summary>
internal sealed class PlainConvolution : Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter? bias;
    private readonly bool halves;
    private readonly Tensor kernel = Plain.Kernel(1);

    internal PlainConvolution(long from, long to, long size, bool halves = false, bool bias = true)
        : base(nameof(PlainConvolution))
    {
        weight = new Parameter(randn(to, from, size, size));
        this.bias = bias ? new Parameter(zeros(to)) : null;
        this.halves = halves;
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var size = weight.size(2);
        var scaled = weight * (1 / Math.Sqrt(weight.size(1) * size * size));
        if (!halves)
        {
            return functional.conv2d(input, scaled, bias, padding: [size / 2, size / 2]);
        }
        var around = size == 3 ? 2 : 1;
        return functional.conv2d(Plain.Filter(input, kernel, around, around), scaled, bias, strides: [2, 2]);
    }
}

/// <summary>A modulated convolution with noise, bias and activation.</summary>
internal sealed class PlainStyleLayer : Module<Tensor, Tensor, Tensor>
{
    private readonly PlainLinear style;
    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly Parameter strength;
    private readonly bool doubles;
    private readonly bool grouped;
    private readonly Tensor kernel = Plain.Kernel(4);

    internal PlainStyleLayer(long from, long to, long styleSize, bool doubles, bool grouped)
        : base(nameof(PlainStyleLayer))
    {
        style = new PlainLinear(styleSize, from, start: 1);
        weight = new Parameter(randn(to, from, 3, 3));
        bias = new Parameter(zeros(to));
        strength = new Parameter(zeros(1));
        this.doubles = doubles;
        this.grouped = grouped;
        RegisterComponents();
    }

    public override Tensor forward(Tensor input, Tensor styles)
    {
        var scales = style.call(styles);
        var scaled = weight * (1 / Math.Sqrt(9.0 * weight.size(1)));
        var own = scaled.unsqueeze(0) * scales.view(scales.size(0), 1, -1, 1, 1);
        var demodulation = (own.square().sum([2, 3, 4]) + 1e-8).rsqrt();
        var made = grouped
            ? Grouped(input, own * demodulation.view(own.size(0), -1, 1, 1, 1))
            : Convolved(input * scales.unsqueeze(2).unsqueeze(3), scaled, 1) * demodulation.unsqueeze(2).unsqueeze(3);
        var noise = randn(made.size(0), 1, made.size(2), made.size(3));
        return Plain.Active(made + noise * strength + bias.view(1, -1, 1, 1));
    }

    private Tensor Grouped(Tensor input, Tensor own)
    {
        var count = input.size(0);
        var joined = input.reshape(1, -1, input.size(2), input.size(3));
        var weights = doubles ? own.transpose(1, 2) : own;
        var made = Convolved(joined, weights.reshape(-1, weights.size(2), 3, 3), count);
        return made.view(count, -1, made.size(2), made.size(3));
    }

    private Tensor Convolved(Tensor input, Tensor weights, long groups)
    {
        if (!doubles)
        {
            return functional.conv2d(input, weights, padding: [1, 1], groups: groups);
        }
        var turned = groups == 1 ? weights.transpose(0, 1) : weights;
        return Plain.Filter(functional.conv_transpose2d(input, turned, strides: [2, 2], groups: groups), kernel, 1, 1);
    }
}

/// <summary>A modulated 1x1 convolution to an image.</summary>
internal sealed class PlainStyleImage : Module<Tensor, Tensor, Tensor>
{
    private readonly PlainLinear style;
    private readonly Parameter weight;
    private readonly Parameter bias;

    internal PlainStyleImage(long from, long styleSize)
        : base(nameof(PlainStyleImage))
    {
        style = new PlainLinear(styleSize, from, start: 1);
        weight = new Parameter(randn(3, from, 1, 1));
        bias = new Parameter(zeros(3));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input, Tensor styles)
    {
        var scales = style.call(styles) / Math.Sqrt(weight.size(1));
        return functional.conv2d(input * scales.unsqueeze(2).unsqueeze(3), weight, bias);
    }
}

/// <summary>Generator in two halves: mapping and synthesis.</summary>
internal sealed class PlainGenerator : Module<Tensor, Tensor>
{
    private readonly Sequential mapping;
    private readonly Parameter constant;
    private readonly ModuleList<PlainStyleLayer> layers = [];
    private readonly ModuleList<PlainStyleImage> images = [];
    private readonly Tensor kernel = Plain.Kernel(4);

    internal PlainGenerator(long latents, long styleSize, int mappingLayers, long[] maps, bool grouped)
        : base(nameof(PlainGenerator))
    {
        var list = new List<Module<Tensor, Tensor>>();
        for (var i = 0; i < mappingLayers; i++)
        {
            list.Add(new PlainLinear(i == 0 ? latents : styleSize, styleSize, rate: 0.01));
            list.Add(LeakyReLU(0.2));
        }
        mapping = Sequential(list);
        constant = new Parameter(randn(1, maps[0], 4, 4));
        for (var block = 0; block < maps.Length; block++)
        {
            if (block > 0)
            {
                layers.Add(new PlainStyleLayer(maps[block - 1], maps[block], styleSize, true, grouped));
            }
            layers.Add(new PlainStyleLayer(maps[block], maps[block], styleSize, false, grouped));
            images.Add(new PlainStyleImage(maps[block], styleSize));
        }
        RegisterComponents();
    }

    internal long Layers => 2 * images.Count;

    internal Tensor Map(Tensor latents) =>
        mapping.call(latents * (latents.square().mean([1], keepdim: true) + 1e-8).rsqrt()) * 2;

    internal Tensor Synthesise(Tensor styles)
    {
        var maps = constant.repeat(styles.size(0), 1, 1, 1);
        maps = layers[0].call(maps, styles.select(1, 0));
        var image = images[0].call(maps, styles.select(1, 1));
        for (var block = 1; block < images.Count; block++)
        {
            maps = layers[2 * block - 1].call(maps, styles.select(1, 2 * block - 1));
            maps = layers[2 * block].call(maps, styles.select(1, 2 * block));
            image = Doubled(image) + images[block].call(maps, styles.select(1, 2 * block + 1));
        }
        return image;
    }

    public override Tensor forward(Tensor latents) => Synthesise(Mixed(latents));

    /// <summary>Styles of two latents, cut at one layer.</summary>
    internal Tensor Mixed(Tensor latents)
    {
        var cut = 1 + Random.Shared.NextInt64(Layers - 1);
        var first = Map(latents).unsqueeze(1).expand(-1, cut, -1);
        return cat([first, Map(randn_like(latents)).unsqueeze(1).expand(-1, Layers - cut, -1)], 1);
    }

    private Tensor Doubled(Tensor image)
    {
        var flat = image.reshape(-1, 1, image.size(2), image.size(3));
        var wide = functional.conv_transpose2d(flat, ones(1, 1, 1, 1), strides: [2, 2]);
        return Plain.Filter(wide.view(image.size(0), 3, wide.size(2), wide.size(3)), kernel, 2, 2);
    }
}

/// <summary>The residual discriminator.</summary>
internal sealed class PlainDiscriminator : Module<Tensor, Tensor>
{
    private readonly PlainConvolution image;
    private readonly ModuleList<PlainConvolution> convs = [];
    private readonly PlainConvolution last;
    private readonly PlainLinear dense;
    private readonly PlainLinear score;

    internal PlainDiscriminator(long[] maps)
        : base(nameof(PlainDiscriminator))
    {
        image = new PlainConvolution(3, maps[0], 1);
        for (var i = 0; i + 1 < maps.Length; i++)
        {
            convs.Add(new PlainConvolution(maps[i], maps[i], 3));
            convs.Add(new PlainConvolution(maps[i], maps[i + 1], 3, halves: true));
            convs.Add(new PlainConvolution(maps[i], maps[i + 1], 1, halves: true, bias: false));
        }
        last = new PlainConvolution(maps[^1] + 1, maps[^1], 3);
        dense = new PlainLinear(maps[^1] * 16, maps[^1]);
        score = new PlainLinear(maps[^1], 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var maps = Plain.Active(image.call(input));
        for (var i = 0; i < convs.Count; i += 3)
        {
            var inner = Plain.Active(convs[i + 1].call(Plain.Active(convs[i].call(maps))));
            maps = (inner + convs[i + 2].call(maps)) / Plain.Gain;
        }
        maps = Plain.Active(last.call(WithDeviation(maps))).flatten(1);
        return score.call(Plain.Active(dense.call(maps))).flatten();
    }

    private static Tensor WithDeviation(Tensor maps)
    {
        var count = maps.size(0);
        var groups = maps.view(4, count / 4, maps.size(1), maps.size(2), maps.size(3));
        var deviation = (groups.var(0, unbiased: false) + 1e-8).sqrt().mean([1, 2, 3], keepdim: true);
        return cat([maps, deviation.repeat(4, 1, maps.size(2), maps.size(3))], 1);
    }
}
