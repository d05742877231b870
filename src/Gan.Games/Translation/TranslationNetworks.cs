using Gan.Losses;

namespace Gan.Games;

/// <summary>
/// Translators and judges as the settings of a training hold them: rules read the judge's slope there, logs and
/// checkpoints the description. A game makes the networks itself, since no latent leads to them.
/// </summary>
/// <param name="Translator">What makes images of images.</param>
/// <param name="Judge">What judges them; null where nobody does.</param>
internal sealed record TranslationNetworks(ITranslatorFamily Translator, IJudgeFamily? Judge) : INetworkFamily
{
    public long LatentSize => 1; // each update draws latents, which nobody reads

    public CriticSlope Slope => Judge?.Slope ?? CriticSlope.Free;

    public bool CouplesSamples => Judge?.CouplesSamples == true;

    public GeneratorNetwork Generator(NetworkSpec spec) =>
        throw new NotSupportedException("Translators make images of images, and are no generators of latents.");

    public DiscriminatorNetwork Discriminator(NetworkSpec spec) =>
        Judge?.Discriminator(spec) ?? throw new NotSupportedException("Nobody judges in this game.");

    public string Describe() => Judge is null ? Translator.Describe() : $"{Translator.Describe()}, {Judge.Describe()}";
}
