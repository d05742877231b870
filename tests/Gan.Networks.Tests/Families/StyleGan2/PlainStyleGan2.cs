using static TorchSharp.torch;

namespace Gan.Tests.Networks.StyleGan2;

/// <summary>
/// StyleGAN2's networks written out by the paper's formulas in the plainest way: weights of each sample's own in one
/// convolution by groups (Karras et al. 2020, eq. 1 and 3), and the filter as a convolution of its own.
/// </summary>
internal static class PlainStyleGan2
{
    private static readonly double Gain = Math.Sqrt(2);

    internal static Tensor Linear(IReadOnlyDictionary<string, Tensor> w, string name, Tensor x, double rate = 1)
    {
        var weight = w[$"{name}.weight"];
        return x.mm((weight * (rate / Math.Sqrt(weight.size(1)))).t()) + w[$"{name}.bias"] * rate;
    }

    internal static Tensor Active(Tensor x) => where(x > 0, x, x * 0.2) * Gain;

    /// <summary>Zeros between the places, 3x3, filter with gain 4.</summary>
    internal static Tensor Up(Tensor x, Func<Tensor, Tensor> convolution)
    {
        var filtered = Filter(convolution(nn.functional.pad(Stuffed(x), [3, 3, 3, 3])), 4);
        return filtered.narrow(2, 0, 2 * x.size(2)).narrow(3, 0, 2 * x.size(3));
    }

    /// <summary>Zeros between the places, filter with gain 4.</summary>
    internal static Tensor Up(Tensor x) =>
        Filter(nn.functional.pad(Stuffed(x), [2, 2, 2, 2]), 4).narrow(2, 0, 2 * x.size(2)).narrow(3, 0, 2 * x.size(3));

    /// <summary>The filter, then each second place.</summary>
    internal static Tensor Down(Tensor x)
    {
        var filtered = Filter(nn.functional.pad(x, [1, 1, 1, 1]), 1);
        return filtered[.., .., TensorIndex.Slice(null, null, 2), TensorIndex.Slice(null, null, 2)];
    }

    /// <summary>The filter [1, 3, 3, 1], without padding.</summary>
    internal static Tensor Filter(Tensor x, double gain)
    {
        var taps = tensor(new double[] { 1, 3, 3, 1 }, dtype: x.dtype);
        var kernel = outer(taps, taps) * (gain / 64);
        var maps = x.reshape(-1, 1, x.size(2), x.size(3));
        var filtered = nn.functional.conv2d(maps, kernel.view(1, 1, 4, 4));
        return filtered.view(x.size(0), x.size(1), filtered.size(2), filtered.size(3));
    }

    /// <summary>Scales [N, C] and weights [K, C, 3, 3] in one convolution of N groups.</summary>
    internal static Tensor Modulated(Tensor x, Tensor scales, Tensor weight, bool up)
    {
        var count = x.size(0);
        var own = (weight * (1 / Math.Sqrt(9.0 * weight.size(1)))).unsqueeze(0) * scales.view(count, 1, -1, 1, 1);
        own = own * (own.square().sum([2, 3, 4], keepdim: true) + 1e-8).rsqrt();
        var grouped = own.reshape(-1, weight.size(1), 3, 3);
        return up ? Up(x, maps => Convolve(maps, 0)) : Convolve(x, 1);

        Tensor Convolve(Tensor maps, long padding)
        {
            var joined = maps.reshape(1, -1, maps.size(2), maps.size(3));
            var made = nn.functional.conv2d(joined, grouped, padding: [padding, padding], groups: count);
            return made.view(count, -1, made.size(2), made.size(3));
        }
    }

    internal static Tensor Styles(IReadOnlyDictionary<string, Tensor> w, Tensor z, int layers)
    {
        var x = z / (z.square().mean([1], keepdim: true) + 1e-8).sqrt();
        for (var i = 0; i < layers; i++)
        {
            x = Active(Linear(w, $"mapping.layers.{i}", x, rate: 0.01));
        }
        return x;
    }

    /// <summary>The generator's image of one style a sample, with its constant noise.</summary>
    internal static Tensor Generate(IReadOnlyDictionary<string, Tensor> w, Tensor style, int blocks, bool skips = true)
    {
        var x = w["constant"].repeat(style.size(0), 1, 1, 1);
        Tensor? image = null;
        for (var block = 0; block < blocks; block++)
        {
            if (block > 0)
            {
                x = Layer(w, $"layers.{2 * block - 1}", x, style, up: true);
            }
            x = Layer(w, $"layers.{2 * block}", x, style, up: false);
            if (!skips && block + 1 < blocks)
            {
                continue;
            }
            var name = $"images.{(skips ? block : 0)}";
            var scales = Linear(w, $"{name}.style", style) / Math.Sqrt(x.size(1));
            var weight = w[$"{name}.weight"];
            var rgb = einsum("nchw,nc,kc->nkhw", x, scales, weight) + w[$"{name}.bias"].view(1, -1, 1, 1);
            image = image is null ? rgb : Up(image) + rgb;
        }
        return image!;
    }

    internal static Tensor Judge(IReadOnlyDictionary<string, Tensor> w, Tensor x, int blocks, bool residual)
    {
        x = Active(Conv(w, "image", x));
        for (var block = 0; block < blocks; block++)
        {
            var name = $"blocks.{block}";
            var weight = w[$"{name}.weight"];
            var inner = Filter(nn.functional.pad(Active(Conv(w, $"{name}.conv", x)), [2, 2, 2, 2]), 1);
            inner = nn.functional.conv2d(inner, weight / Math.Sqrt(9.0 * weight.size(1)), strides: [2, 2]);
            inner = Active(inner + w[$"{name}.bias"].view(1, -1, 1, 1));
            if (residual)
            {
                var shortcut = w[$"{name}.shortcut"];
                inner = (inner + nn.functional.conv2d(Down(x), shortcut / Math.Sqrt(shortcut.size(1)))) / Gain;
            }
            x = inner;
        }
        x = Active(Conv(w, "last", x)).flatten(1);
        return Linear(w, "score", Active(Linear(w, "dense", x))).flatten();
    }

    private static Tensor Conv(IReadOnlyDictionary<string, Tensor> w, string name, Tensor x)
    {
        var weight = w[$"{name}.weight"];
        var kernel = weight.size(2);
        var scale = 1 / Math.Sqrt(weight.size(1) * kernel * kernel);
        return nn.functional.conv2d(x, weight * scale, padding: [kernel / 2, kernel / 2])
            + w[$"{name}.bias"].view(1, -1, 1, 1);
    }

    private static Tensor Layer(IReadOnlyDictionary<string, Tensor> w, string name, Tensor x, Tensor style, bool up)
    {
        var scales = Linear(w, $"{name}.conv.style", style);
        var made = Modulated(x, scales, w[$"{name}.conv.weight"], up);
        return Active(made + w[$"{name}.noise"] * w[$"{name}.strength"] + w[$"{name}.bias"].view(1, -1, 1, 1));
    }

    // A zero behind each place, in both directions.
    private static Tensor Stuffed(Tensor x)
    {
        var wide = stack([x, zeros_like(x)], 4).reshape(x.size(0), x.size(1), x.size(2), -1);
        return stack([wide, zeros_like(wide)], 3).reshape(x.size(0), x.size(1), 2 * x.size(2), 2 * x.size(3));
    }
}
