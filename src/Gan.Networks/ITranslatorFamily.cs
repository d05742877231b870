namespace Gan;

/// <summary>Translators of one layout. Implement it as a record, so that its settings show in logs and
/// files.</summary>
public interface ITranslatorFamily
{
    /// <summary>Makes the translator for a spec.</summary>
    TranslatorNetwork Translator(TranslatorSpec spec);

    /// <summary>
    /// Weights that a translator of this spec has at least: a file that describes a larger network than it holds
    /// numbers for is refused before memory is asked for it. The largest layers are enough; in floating point, where
    /// nothing overflows. As it comes 0, which refuses nothing.
    /// </summary>
    double LeastWeights(TranslatorSpec spec) => 0;

    /// <summary>What stands against these settings for such images, each with its remedy and the nearest size that
    /// goes; empty when all is well.</summary>
    /// <param name="inputShape">Shape of one input: [C, H, W].</param>
    /// <param name="targetShape">Shape of one output: [C', H', W'].</param>
    IEnumerable<Problem> Problems(IReadOnlyList<long> inputShape, IReadOnlyList<long> targetShape) => [];

    /// <summary>True where a network takes images of the size it was made for and no others. Default false: what
    /// <see cref="Problems"/> allows goes.</summary>
    bool HasFixedSize => false;

    /// <summary>Name and settings as one line, for logs and files; checkpoints compare it. The default is
    /// ToString.</summary>
    string Describe() => ToString() ?? GetType().Name;
}

/// <summary>Translators made by the user's own function.</summary>
/// <param name="Make">Makes the translator.</param>
public sealed record CustomTranslator(Func<TranslatorSpec, TranslatorNetwork> Make) : ITranslatorFamily
{
    /// <inheritdoc/>
    public TranslatorNetwork Translator(TranslatorSpec spec) => Make(spec);

    /// <inheritdoc/>
    public override string ToString() => nameof(CustomTranslator);
}
