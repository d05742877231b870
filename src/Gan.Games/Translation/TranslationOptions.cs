using Gan.Losses;

namespace Gan.Games;

/// <summary>What is played in a <see cref="TranslationGame"/>. The defaults are those of pix2pix (Isola et al. 2017,
/// arXiv:1611.07004, section 3).</summary>
public sealed record TranslationOptions
{
    /// <summary>What makes targets from inputs.</summary>
    public ITranslatorFamily Translator { get; init; } = new UNet();

    /// <summary>What tells targets from translations.</summary>
    public IJudgeFamily Judge { get; init; } = new PatchDiscriminator();

    /// <summary>How far a translation may be from its target. Default 100 times the mean absolute difference.</summary>
    public IReadOnlyList<IReconstructionLoss> Terms { get; init; } = [new L1Reconstruction()];

    /// <summary>Weight of the adversarial loss in the translator's objective. At least 0; 0 leaves the judge out, with
    /// its penalties and augmentations. Default 1.</summary>
    public double AdversarialWeight { get; init; } = 1;

    /// <summary>True (the default) when the judge sees the input beside the target or translation, which then have the
    /// same height and width.</summary>
    public bool JudgeSeesInput { get; init; } = true;

    /// <summary>Steps at the beginning in which the translator learns from <see cref="PretrainTerms"/> alone, and the
    /// judge not at all (SRGAN, section 3.2). At least 0, the default.</summary>
    public long PretrainSteps { get; init; }

    /// <summary>What those steps learn from. Default the mean squared difference.</summary>
    public IReadOnlyList<IReconstructionLoss> PretrainTerms { get; init; } = [new L2Reconstruction()];

    /// <summary>What the translation is for. With <see cref="TranslationKind.Completion"/> the last plane of an input
    /// is a mask, 1 for a hole, and all other pixels are those of the input. Default: any translation.</summary>
    public TranslationKind Kind { get; init; }

    /// <summary>What is out of range, each with its bound and value; empty when all is well.</summary>
    public IEnumerable<Problem> Problems()
    {
        var problems = Bounds.All(Bounds.AtLeast(0, AdversarialWeight), Bounds.AtLeast(0, PretrainSteps)).ToList();
        foreach (var term in Terms.Concat(PretrainTerms))
        {
            problems.AddRange(term.Problems().Select(problem => problem.In(term.GetType().Name)));
        }
        if (AdversarialWeight == 0 && Terms.Count == 0)
        {
            problems.Add(
                new("The translator has nothing to learn from.", "Set Terms, or an AdversarialWeight above 0.")
            );
        }
        if (PretrainSteps > 0 && PretrainTerms.Count == 0)
        {
            problems.Add(new("PretrainSteps has no terms to learn from.", "Set PretrainTerms."));
        }
        return problems;
    }

    /// <summary>What is played as one line, for logs and files: checkpoints compare it. The networks stand among the
    /// settings of the training.</summary>
    public string Describe()
    {
        var text =
            $"Terms = [{List(Terms)}], AdversarialWeight = {AdversarialWeight}, JudgeSeesInput = {JudgeSeesInput}";
        if (PretrainSteps > 0)
        {
            text += $", PretrainSteps = {PretrainSteps}, PretrainTerms = [{List(PretrainTerms)}]";
        }
        return Kind == TranslationKind.Translation ? text : $"{text}, Kind = {Kind}";
    }

    /// <summary>Shape of what the judge reads.</summary>
    internal IReadOnlyList<long> ShapeToJudge(IReadOnlyList<long> input, IReadOnlyList<long> target) =>
        JudgeSeesInput ? [input[0] + target[0], .. target.Skip(1)] : target;

    private static string List(IEnumerable<IReconstructionLoss> terms) =>
        string.Join("; ", terms.Select(term => term.Describe()));
}
