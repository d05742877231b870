using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Scores samples [N, ...Shape] with one number each, [N] (a column [N, 1] is accepted): logits, never probabilities, because every
/// loss here takes logits or critic values. The second input is the condition (labels int64 [N]) or null.
/// </summary>
public abstract class DiscriminatorNetwork(string name) : Module<Tensor, Tensor?, Tensor>(name)
{
    /// <summary>Lets any module that maps [N, ...Shape] to [N] or [N, 1] serve as a discriminator.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="module"/> is null.</exception>
    public static DiscriminatorNetwork Wrap(Module<Tensor, Tensor> module) => new Wrapped(module);

    private sealed class Wrapped : DiscriminatorNetwork
    {
        private readonly Module<Tensor, Tensor> network;

        internal Wrapped(Module<Tensor, Tensor> module) : base("discriminator")
        {
            ArgumentNullException.ThrowIfNull(module);
            network = module;
            RegisterComponents();
        }

        public override Tensor forward(Tensor sample, Tensor? condition) => network.call(sample).flatten();
    }
}
