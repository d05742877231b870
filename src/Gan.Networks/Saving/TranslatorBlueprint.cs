namespace Gan;

/// <summary>What a file of a trained translator holds beside the weights, as text for the file's metadata.</summary>
internal sealed record TranslatorBlueprint(TranslatorPlan Plan, string DataSet, long Step)
{
    private const string Family = "gan.translator";
    private const string Ways = "gan.ways";

    internal static NamedFile File(string path) => new(path, "translator", "TrainedTranslator.Save");

    internal Dictionary<string, string> ToMetadata()
    {
        var metadata = new Dictionary<string, string>(FileMetadata.Start())
        {
            [Family] = KnownTypes.NameOf(Plan.Family),
            ["gan.translator.options"] = KnownTypes.TextOf(Plan.Family),
            ["gan.translation"] = Plan.Kind.ToString(),
            ["gan.input"] = FileMetadata.List(Plan.InputShape),
            ["gan.output"] = FileMetadata.List(Plan.OutputShape),
            ["gan.data"] = DataSet,
            ["gan.step"] = FileMetadata.Text(Step),
        };
        if (Plan.BothWays)
        {
            metadata[Ways] = "2";
        }
        return metadata;
    }

    /// <exception cref="InvalidDataException">The metadata is that of a translator, where another network was
    /// wanted.</exception>
    internal static void ThrowIfTranslator(Dictionary<string, string> metadata, string path)
    {
        if (metadata.ContainsKey(Family))
        {
            throw new InvalidDataException(
                $"'{path}' holds a translator, not a GAN. Load it with TrainedTranslator.Load."
            );
        }
    }

    /// <exception cref="InvalidDataException">The metadata is damaged, or not that of a translator.</exception>
    internal static TranslatorBlueprint From(Dictionary<string, string> metadata, string path)
    {
        if (metadata.ContainsKey("gan.networks") && !metadata.ContainsKey(Family))
        {
            throw new InvalidDataException(
                $"'{path}' holds a GAN's network, not a translator. Load it with TrainedGan.Load, or a discriminator "
                    + "with TrainedDiscriminator.Load."
            );
        }
        return FileMetadata.Read(File(path), metadata, Read);
    }

    private static TranslatorBlueprint Read(FileMetadata metadata)
    {
        var kind = metadata["gan.translation"];
        var plan = new TranslatorPlan
        {
            Family =
                KnownTypes.Make<ITranslatorFamily>(metadata[Family], metadata["gan.translator.options"])
                ?? new OtherTranslator(metadata[Family]),
            InputShape = metadata.Numbers("gan.input"),
            OutputShape = metadata.Numbers("gan.output"),
            Kind =
                Enum.TryParse<TranslationKind>(kind, out var known) && Enum.IsDefined(known)
                    ? known
                    : throw new FormatException($"gan.translation is {kind}"),
            BothWays = metadata.Find(Ways) == "2",
        };
        var step = metadata.Number("gan.step");
        if (step < 0)
        {
            throw new FormatException($"gan.step is {step}");
        }
        return plan.Problems().FirstOrDefault() is { } problem
            ? throw new FormatException(problem.ToString())
            : new(plan, metadata["gan.data"], step);
    }
}
