using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Minibatch standard deviation (Karras et al. 2018, arXiv:1710.10196, section 3): [N, C, …] → [N, C + 1, …]. The added
/// plane holds the standard deviation over a group of samples, averaged over all features and places, so that a
/// discriminator sees when samples are too alike.
/// </summary>
/// <remarks>
/// It couples the samples of a group: a sample's score then depends on others, and a gradient penalty is no longer one
/// of each sample alone (the paper uses both together all the same). Groups are those of the paper's code: sample n
/// belongs to group n mod (N / groupSize). Where the size does not divide N, ⌊N / groupSize⌋ groups take the samples in
/// turns, so that none is smaller than the size; a batch below it is one group.
/// </remarks>
public sealed class MinibatchStd : Module<Tensor, Tensor>, IGraphed
{
    private readonly long groupSize;

    /// <summary>Makes the layer, which has no weights.</summary>
    /// <param name="groupSize">Samples of a group. At least 2; the paper's code has 4.</param>
    /// <exception cref="ArgumentOutOfRangeException">groupSize is below 2.</exception>
    public MinibatchStd(long groupSize = 4)
        : base(nameof(MinibatchStd))
    {
        Argument.AtLeast(2, groupSize);
        this.groupSize = groupSize;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input is null or has fewer axes than [N, C, …].</exception>
    public override Tensor forward(Tensor input)
    {
        LayerInput.Require(input, 2, nameof(MinibatchStd), "N, C, …");
        if (!input.is_floating_point())
        {
            throw new ArgumentException($"MinibatchStd reads floats, but input is {input.dtype}.", nameof(input));
        }
        using var scope = NewDisposeScope();
        var shape = input.shape;
        var groups = Math.Max(1, shape[0] / groupSize);
        var group = arange(shape[0], dtype: ScalarType.Int64, device: input.device).remainder(groups);
        var members = functional.one_hot(group, groups).to(input.dtype); // [N, groups]
        var share = (members / members.sum([0], keepdim: true)).t();
        var flat = input.flatten(1);
        var centred = flat - share.mm(flat).index_select(0, group);
        var deviation = (share.mm(centred.square()) + 1e-8).sqrt().mean([1]);
        long[] point = [shape[0], 1, .. shape[2..].Select(_ => 1L)];
        long[] plane = [shape[0], 1, .. shape[2..]];
        return scope.MoveToOuter(cat([input, deviation.index_select(0, group).view(point).expand(plane)], 1));
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
        throw graph.Refusal(this, "it compares the samples of a batch, on which their scores then depend");
}
