using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>The two translators of a <see cref="CycleGame"/>, which learn together as one player.</summary>
public sealed class CycleTranslators : nn.Module
{
    /// <summary>Takes ownership of both.</summary>
    /// <param name="aToB">Makes images of kind B from those of kind A.</param>
    /// <param name="bToA">Makes images of kind A from those of kind B.</param>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    public CycleTranslators(TranslatorNetwork aToB, TranslatorNetwork bToA)
        : base("translators")
    {
        ArgumentNullException.ThrowIfNull(aToB);
        ArgumentNullException.ThrowIfNull(bToA);
        AToB = aToB;
        BToA = bToA;
        register_module("a-to-b", aToB);
        register_module("b-to-a", bToA);
    }

    /// <summary>Makes images of kind B from those of kind A.</summary>
    public TranslatorNetwork AToB { get; }

    /// <summary>Makes images of kind A from those of kind B.</summary>
    public TranslatorNetwork BToA { get; }
}
