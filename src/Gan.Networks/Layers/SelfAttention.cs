using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Self-attention over the places of an image (Zhang et al. 2019, arXiv:1805.08318, section 3): [N, C, H, W] → the same
/// shape, y = γ·o(x) + x, where o gathers at each place what softmax(query · key) finds elsewhere. γ starts at 0, so
/// the layer starts as the identity.
/// </summary>
/// <remarks>
/// All projections are 1x1 convolutions without bias: queries and keys of C/8 maps, as in the paper; values of C/2
/// maps, and keys and values pooled 2x2 by maximum, as in the authors' code, which quarters the H²W² cost of the
/// attention map.
/// </remarks>
public sealed class SelfAttention : Module<Tensor, Tensor>, IGraphed
{
    private readonly Module<Tensor, Tensor> query;
    private readonly Module<Tensor, Tensor> key;
    private readonly Module<Tensor, Tensor> value;
    private readonly Module<Tensor, Tensor> output;
    private readonly Parameter gamma;
    private readonly long channels;

    /// <summary>Makes the layer.</summary>
    /// <param name="maps">Feature maps C. At least 1.</param>
    /// <param name="spectralNorm">True normalises the four projections spectrally, as the paper does in both
    /// networks.</param>
    /// <exception cref="ArgumentOutOfRangeException">maps is below 1.</exception>
    public SelfAttention(long maps, bool spectralNorm = false)
        : base(nameof(SelfAttention))
    {
        Argument.Within(1, int.MaxValue, maps);
        Module<Tensor, Tensor> Projection(long from, long to)
        {
            var layer = Conv2d(from, to, 1, bias: false);
            init.xavier_uniform_(layer.weight!);
            return spectralNorm ? new SpectralNorm(layer) : layer;
        }
        var narrow = Math.Max(1, maps / 8);
        var half = Math.Max(1, maps / 2);
        query = Projection(maps, narrow);
        key = Projection(maps, narrow);
        value = Projection(maps, half);
        output = Projection(half, maps);
        channels = maps;
        using var start = zeros(1);
        gamma = new Parameter(start);
        RegisterComponents();
        this.LeaveScopes();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input is null or has fewer axes than [N, C, H, W].</exception>
    public override Tensor forward(Tensor input)
    {
        LayerInput.Require(input, 4, nameof(SelfAttention), "N, C, H, W");
        LayerInput.Require(input, gamma, nameof(SelfAttention), 4, 1, channels);
        using var scope = NewDisposeScope();
        var height = input.size(2);
        var width = input.size(3);
        Tensor Pool(Tensor maps) => (Math.Min(height, width) < 2 ? maps : functional.max_pool2d(maps, 2)).flatten(2);
        var asked = query.call(input).flatten(2).transpose(1, 2); // [N, H·W, C/8]
        var weights = asked.bmm(Pool(key.call(input))).softmax(2); // [N, H·W, places]
        var found = Pool(value.call(input)).bmm(weights.transpose(1, 2)); // [N, C/2, H·W]
        return scope.MoveToOuter(gamma * output.call(found.view(found.size(0), found.size(1), height, width)) + input);
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        var height = input.Shape[2];
        var width = input.Shape[3];
        GraphValue Places(GraphValue maps) => graph.Reshape(maps, -1, maps.Shape[1], maps.Shape[2] * maps.Shape[3]);
        GraphValue Pool(GraphValue maps) => Places(Math.Min(height, width) < 2 ? maps : graph.MaxPool(maps, [2, 2]));
        var asked = graph.Transpose(Places(graph.Call(query, input)), 0, 2, 1);
        var similar = graph.MatMul(asked, Pool(graph.Call(key, input)));
        var weights = graph.Each("Softmax", similar, ("axis", 2L));
        var found = graph.MatMul(Pool(graph.Call(value, input)), graph.Transpose(weights, 0, 2, 1));
        var maps = graph.Call(output, graph.Reshape(found, -1, found.Shape[1], height, width));
        return graph.Add(graph.Multiply(maps, graph.Weight(gamma)), input);
    }
}
