using Gan.Losses;

namespace Gan;

/// <summary>What a file of a trained network holds beside the weights: the plan of its networks, the name of the data
/// and the steps behind it, as text for the file's metadata.</summary>
internal sealed record Blueprint(NetworkPlan Plan, string DataSet, long Step)
{
    private const string NoConditioning = "none";
    private const string RuleKey = "gan.latentRule";

    /// <summary>By which rule a seed means latents: docs/latents.md.</summary>
    internal int LatentRule { get; init; } = PortableLatents.Rule;

    internal static NamedFile File(string path) => new(path, "GAN", "TrainedGan.Save");

    internal Dictionary<string, string> ToMetadata()
    {
        var metadata = new Dictionary<string, string>(FileMetadata.Start())
        {
            ["gan.networks"] = KnownTypes.NameOf(Plan.Family),
            ["gan.networks.options"] = KnownTypes.TextOf(Plan.Family),
            ["gan.conditioning"] = Plan.Conditioning is null ? NoConditioning : KnownTypes.NameOf(Plan.Conditioning),
            ["gan.conditioning.options"] = Plan.Conditioning is null ? "" : KnownTypes.TextOf(Plan.Conditioning),
            ["gan.shape"] = FileMetadata.List(Plan.SampleShape),
            ["gan.classes"] = FileMetadata.Text(Plan.DataCondition.Classes),
            ["gan.latent"] = FileMetadata.Text(Plan.Family.LatentSize),
            ["gan.conditionSize"] = FileMetadata.Text(Plan.Condition.IsNumbers ? Plan.Condition.Width : 0),
            ["gan.discriminator"] = FileMetadata.List([
                Plan.PackSize,
                Plan.Discriminators,
                Plan.GradientPenalty ? 1 : 0,
            ]),
            ["gan.data"] = DataSet,
            ["gan.step"] = FileMetadata.Text(Step),
        };
        return WithRule(metadata);
    }

    /// <summary>Files from before there was a rule say nothing of it.</summary>
    internal Dictionary<string, string> WithRule(IReadOnlyDictionary<string, string> metadata)
    {
        var result = new Dictionary<string, string>(metadata);
        result.Remove(RuleKey);
        if (LatentRule != PortableLatents.RuleOfLibtorch)
        {
            result[RuleKey] = FileMetadata.Text(LatentRule);
        }
        return result;
    }

    /// <exception cref="InvalidDataException">The metadata is damaged, or not that of a network.</exception>
    internal static Blueprint From(Dictionary<string, string> metadata, string path)
    {
        TranslatorBlueprint.ThrowIfTranslator(metadata, path);
        AnomalyBlueprint.ThrowIfDetector(metadata, path);
        return FileMetadata.Read(File(path), metadata, Read);
    }

    internal static Blueprint Read(FileMetadata metadata)
    {
        var judges = Judges(metadata.Find("gan.discriminator"));
        var latentSize = metadata.Within("gan.latent", least: 1);
        var plan = new NetworkPlan
        {
            Family =
                KnownTypes.Make<INetworkFamily>(metadata["gan.networks"], metadata["gan.networks.options"])
                ?? new OtherNetworks(metadata["gan.networks"], latentSize),
            SampleShape = metadata.Numbers("gan.shape"),
            Conditioning = Conditioning(metadata),
            DataCondition = DataCondition(metadata),
            PackSize = (int)judges[0],
            Discriminators = (int)judges[1],
            GradientPenalty = judges[2] == 1,
        };
        var blueprint = new Blueprint(plan, metadata["gan.data"], metadata.Number("gan.step"))
        {
            LatentRule = metadata.Has(RuleKey) ? (int)metadata.Within(RuleKey, least: PortableLatents.Rule) : 0,
        };
        return blueprint.Problem(latentSize) is { } problem ? throw new FormatException(problem) : blueprint;
    }

    // Numbers that no network has, and settings that Build would refuse.
    private string? Problem(long latentSize)
    {
        if (Plan.Family.LatentSize != latentSize)
        {
            return $"gan.latent is {latentSize}, but its networks read {Plan.Family.LatentSize}";
        }
        if (LatentRule > PortableLatents.Rule)
        {
            return $"{RuleKey} is {LatentRule}, and this version of Gan.Net knows rules up to {PortableLatents.Rule}";
        }
        if (Step < 0)
        {
            return $"gan.step is {Step}";
        }
        if (!FileMetadata.IsShape(Plan.SampleShape))
        {
            return $"gan.shape is {ShapeText.Of(Plan.SampleShape)}";
        }
        if (Plan.Condition.Width > int.MaxValue)
        {
            return $"its conditions have {Plan.Condition.Width} entries";
        }
        return Plan.Family.Problems(Plan.SampleShape).FirstOrDefault()?.ToString();
    }

    private static IConditioning? Conditioning(FileMetadata metadata)
    {
        var name = metadata["gan.conditioning"];
        return name == NoConditioning
            ? null
            : KnownTypes.Make<IConditioning>(name, metadata["gan.conditioning.options"]) ?? new OtherConditioning(name);
    }

    // Vectors have their width in a key of their own, which files from before there were any lack. The width of codes
    // stands there too, beside the classes of the data.
    private static ConditionSpec DataCondition(FileMetadata metadata)
    {
        var classes = metadata.Within("gan.classes", least: 0);
        var entries = metadata.Has("gan.conditionSize") ? metadata.Within("gan.conditionSize", least: 0) : 0;
        return classes > 0 ? ConditionSpec.Labels(classes) : ConditionSpec.Vectors(entries);
    }

    private static long[] Judges(string? text)
    {
        if (text is null)
        {
            return [1, 1, 0]; // of a file from before there were packs
        }
        return FileMetadata.NumbersOf(text) is [>= 1 and <= 1 << 20, >= 1 and <= 1 << 20, 0 or 1] judges
            ? judges
            : throw new FormatException($"gan.discriminator is {text}");
    }
}
