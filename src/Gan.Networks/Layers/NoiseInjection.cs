using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Adds one image of noise to all maps, times a strength that is learnt and starts at 0 (Karras et al. 2019,
/// arXiv:1812.04948, section 3.2, with one strength a layer): [N, C, H, W] → the same. The noise comes of the
/// training's own stream; in evaluation mode there is none, so that equal latents give equal samples.
/// </summary>
internal sealed class NoiseInjection : Module<Tensor, Tensor>, IGraphed
{
    private readonly Parameter strength;

    internal NoiseInjection()
        : base(nameof(NoiseInjection))
    {
        using var start = zeros(1);
        strength = new Parameter(start);
        RegisterComponents();
        this.LeaveScopes();
    }

    public override Tensor forward(Tensor input)
    {
        if (!training)
        {
            return input.alias();
        }
        using var noise = randn(
            [input.size(0), 1, input.size(2), input.size(3)],
            input.dtype,
            input.device,
            generator: LayerStream.Current
        );
        using var scaled = noise * strength;
        return input + scaled;
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) => input;
}
