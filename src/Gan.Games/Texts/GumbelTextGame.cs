using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>
/// Texts with softened tokens (Kusner and Hernández-Lobato 2016, arXiv:1611.04051), which grow harder as RelGAN's do
/// (Nie et al. 2019, section 3.2): the judge's gradient reaches the writer through them. The writer itself reads the
/// hard tokens that it wrote. Losses are those of the settings.
/// </summary>
public sealed class GumbelTextGame : TextGame
{
    private readonly GanSettings settings;

    /// <summary>Makes both networks from the settings.</summary>
    /// <param name="setup">Settings and device.</param>
    /// <param name="options">What is played.</param>
    /// <param name="vocabulary">What tokens mean: files of the writer hold it.</param>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    public GumbelTextGame(GameSetup setup, TextGanOptions options, Vocabulary vocabulary)
        : base(setup, options, vocabulary) => settings = setup.Settings;

    private protected override Tensor Shown(Turn turn, Part part)
    {
        var tokens = turn.WithoutGradient(() => Written(part));
        var sharpness = Math.Pow(Options.InverseTemperature, Share(turn));
        turn.Report("sharpness/generator", tensor(sharpness));
        var soft = GumbelTokens.Soften(Writer.NextLogits(tokens), tokens, sharpness, part.Random(0));
        return GumbelTokens.Ended(soft, TextTokens.Mask(tokens, Writer.EndToken), Writer.EndToken);
    }

    private protected override Tensor Learn(Turn turn, Part part)
    {
        var written = Judge.call(Shown(turn, part), null);
        turn.Watch(NumberPlace.Scores, written);
        return settings.Loss.Generator(written, () => Judge.call(part.Real, null));
    }
}
