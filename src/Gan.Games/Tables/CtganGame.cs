using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>
/// The classic game for rows of a table (CTGAN, Xu et al. 2019, arXiv:1907.00503, algorithm 1): each row is asked for
/// by a category of one of its columns, and the generator learns to make that category by the cross entropy between it
/// and what it made. Loss, penalties and packs are those of the settings.
/// </summary>
public sealed class CtganGame : ClassicGame, IGame
{
    private readonly TableEncoding encoding;
    private readonly GeneratorNetwork generator;

    /// <summary>Makes both networks from the settings.</summary>
    /// <param name="setup">Settings and device.</param>
    /// <param name="encoding">How rows became samples: files of the generator hold it.</param>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    public CtganGame(GameSetup setup, TableEncoding encoding)
        : base(setup)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        this.encoding = encoding;
        generator = (GeneratorNetwork)Generator.Network;
    }

    /// <inheritdoc/>
    protected override Tensor Learn(Turn turn, Part part)
    {
        ArgumentNullException.ThrowIfNull(turn);
        ArgumentNullException.ThrowIfNull(part);
        if (part.Condition is not { } condition || generator.Logits is not { } maker)
        {
            return base.Learn(turn, part);
        }
        var (samples, logits) = maker.MakeWithLogits(part.Latents, condition);
        var missed = CrossEntropy(logits, condition, maker.Codes);
        turn.Report("missed/generator", missed);
        return Fool(turn, part, samples) + missed;
    }

    /// <summary>Mean over rows of −ln of the probability of the category that was asked for.</summary>
    /// <param name="logits">[N, K], the codes one after another.</param>
    /// <param name="condition">[N, K], one 1 in each row.</param>
    /// <param name="codes">Widths of the codes; they add up to K.</param>
    internal static Tensor CrossEntropy(Tensor logits, Tensor condition, IReadOnlyList<long> codes)
    {
        using var scope = NewDisposeScope();
        var parts = logits.split([.. codes], 1).Select(code => code.log_softmax(1));
        var asked = cat([.. parts], 1) * condition;
        return (-asked.sum(1).mean()).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override IEnumerable<Problem> Problems(GameSetup setup)
    {
        foreach (var problem in base.Problems(setup))
        {
            yield return problem;
        }
        var asked = generator.Logits?.Codes.Sum() ?? 0;
        if (
            setup.Settings.Condition.IsNumbers
            && generator.Logits is not null
            && asked != setup.Settings.Condition.Width
        )
        {
            yield return new Problem(
                $"The generator makes {asked} numbers of codes that can be asked for, but conditions have "
                    + $"{setup.Settings.Condition.Width}.",
                "Train with TableBuilder, which makes both from a table's encoding."
            );
        }
    }

    // TrainedTable.Load reads what a checkpoint stored.
    IReadOnlyDictionary<string, string> IGame.FileMetadata(GameSetup setup, long step) =>
        TableFile.Metadata(setup.Settings.Plan, encoding, setup.Settings.DataSet, step);
}
