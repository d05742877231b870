using Gan.Losses;

namespace Gan.Tool.Configuration;

/// <summary>Parts that are chosen by name, where a setting may be one of several kinds: a name stands for settings to
/// begin with, and others may be said beside it.</summary>
internal static class ConfigParts
{
    /// <summary>The key beside a part's settings.</summary>
    public const string Key = "name";

    private static readonly Dictionary<Type, IReadOnlyDictionary<string, object>> All = new()
    {
        [typeof(INetworkFamily)] = NetworkNames.All,
        [typeof(ILossChoice)] = LossNames.All,
        [typeof(IConditioning)] = new Dictionary<string, object>
        {
            ["concatenation"] = new LabelConcatenation(),
            ["embedding"] = new LabelEmbedding(),
            ["projection"] = new ProjectionConditioning(),
            ["mapped-projection"] = new MappedProjection(),
            ["classifier"] = new AuxiliaryClassifier(),
            ["vectors"] = new VectorConcatenation(1),
            ["infogan"] = new InfoGanCodes(),
        },
        [typeof(IAugmentation)] = new Dictionary<string, object>
        {
            ["diffaugment"] = new DiffAugment(),
            ["ada"] = new AdaptivePolicy(),
            ["noise"] = new InstanceNoise(),
        },
        [typeof(OptimizerOptions)] = new Dictionary<string, object>
        {
            ["adam"] = new AdamOptions(),
            ["rmsprop"] = new RmsPropOptions(),
        },
        [typeof(ILearningRateSchedule)] = new Dictionary<string, object>
        {
            ["constant"] = new ConstantRate(),
            ["linear"] = new LinearDecay(),
            ["cosine"] = new CosineDecay(),
            ["step"] = new StepDecay(500),
            ["cyclic"] = new CyclicRate(500),
            ["warm-up"] = new WarmUp(100),
            ["half-cosine"] = new HalfCosine(1, 0),
            ["over-images"] = new OverImages(1_000_000, new HalfCosine(1, 0)),
        },
        [typeof(IPenalty)] = new Dictionary<string, object>
        {
            ["gradient-penalty"] = new GradientPenalty(),
            ["one-sided"] = new OneSidedGradientPenalty(),
            ["dragan"] = new DraganPenalty(),
            ["r1"] = new R1Penalty(),
            ["r2"] = new R2Penalty(),
            ["wgandiv"] = new WganDivPenalty(),
            ["drift"] = new DriftPenalty(),
            ["lecam"] = new LeCamPenalty(),
            ["bcr"] = new BalancedConsistency(new DiffAugment()),
            ["zcr"] = new LatentConsistency(),
            ["orthogonal"] = new OrthogonalRegularization(),
            ["decoders"] = new DecoderReconstruction(),
        },
        [typeof(IGeneratorPenalty)] = new Dictionary<string, object>
        {
            ["feature-matching"] = new FeatureMatching(),
            ["mode-seeking"] = new ModeSeeking(),
            ["path-length"] = new PathLength(),
            ["pulling-away"] = new PullingAway(),
            ["zcr"] = new LatentConsistency(),
            ["orthogonal"] = new OrthogonalRegularization(),
        },
        [typeof(IReconstructionLoss)] = new Dictionary<string, object>
        {
            ["l1"] = new L1Reconstruction(),
            ["l2"] = new L2Reconstruction(),
        },
        [typeof(IStoppingRule)] = new Dictionary<string, object>
        {
            ["plateau"] = new PlateauStopping(),
            ["metric"] = new EarlyStopping("FID") { HigherIsBetter = false },
        },
    };

    /// <summary>The kinds of parts.</summary>
    public static IEnumerable<Type> Kinds => All.Keys;

    /// <summary>The parts of a kind by name; null for a type that is chosen otherwise.</summary>
    public static IReadOnlyDictionary<string, object>? Of(Type kind) => All.GetValueOrDefault(kind);

    /// <summary>The names of a kind.</summary>
    public static IReadOnlyList<string> Names<T>() => [.. All[typeof(T)].Keys];

    /// <summary>The name of a part: the first one of its type.</summary>
    public static string NameOf(Type kind, object part)
    {
        var names = All[kind];
        var same = names.FirstOrDefault(entry => entry.Value.Equals(part)).Key;
        return same ?? names.First(entry => entry.Value.GetType() == part.GetType()).Key;
    }
}
