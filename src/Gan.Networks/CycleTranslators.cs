using static TorchSharp.torch;

namespace Gan;

/// <summary>Two translators in one network, there and back, which learn together (CycleGAN, Zhu et al. 2017). Called,
/// it translates there.</summary>
public sealed class CycleTranslators : TranslatorNetwork
{
    private readonly TranslatorNetwork aToB;
    private readonly TranslatorNetwork bToA;

    /// <summary>Takes ownership of both.</summary>
    /// <param name="aToB">Makes images of kind B from those of kind A.</param>
    /// <param name="bToA">Makes images of kind A from those of kind B.</param>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    public CycleTranslators(TranslatorNetwork aToB, TranslatorNetwork bToA)
        : base("translators")
    {
        ArgumentNullException.ThrowIfNull(aToB);
        ArgumentNullException.ThrowIfNull(bToA);
        this.aToB = aToB;
        this.bToA = bToA;
        RegisterComponents();
    }

    /// <summary>Makes images of kind B from those of kind A.</summary>
    public TranslatorNetwork AToB => aToB;

    /// <summary>Makes images of kind A from those of kind B.</summary>
    public TranslatorNetwork BToA => bToA;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => aToB.call(input);
}
