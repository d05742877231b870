using System.Globalization;
using System.Text.Json;

namespace Gan;

/// <summary>What a file of a detector holds beside the weights, as text for the file's metadata: that of its GAN, and
/// how it scores.</summary>
internal sealed record AnomalyBlueprint(AnomalyPlan Plan, string DataSet, long Step, AnomalyThreshold? Threshold)
{
    private const string Encoder = "gan.encoder";
    private const string Limit = "gan.threshold";
    private const string None = "none";

    internal static NamedFile File(string path) => new(path, "anomaly detector", "AnomalyDetector.Save");

    internal Dictionary<string, string> ToMetadata()
    {
        var metadata = new Blueprint(Plan.Networks, DataSet, Step).ToMetadata();
        metadata[Encoder] = Plan.Encoder is null ? None : KnownTypes.NameOf(Plan.Encoder);
        metadata["gan.encoder.options"] = Plan.Encoder is null ? "" : KnownTypes.TextOf(Plan.Encoder);
        metadata["gan.featureWeight"] = Text(Plan.FeatureWeight);
        metadata["gan.search"] = JsonSerializer.Serialize(Plan.Search, KnownTypes.Plain);
        if (Threshold is { } threshold)
        {
            metadata[Limit] = Text(threshold.Score);
            metadata["gan.falseAlarmRate"] = Text(threshold.FalseAlarmRate);
        }
        return metadata;
    }

    /// <exception cref="InvalidDataException">The metadata is that of a detector, where another network was
    /// wanted.</exception>
    internal static void ThrowIfDetector(Dictionary<string, string> metadata, string path)
    {
        if (metadata.ContainsKey(Encoder))
        {
            throw new InvalidDataException($"'{path}' holds an anomaly detector. Load it with AnomalyDetector.Load.");
        }
    }

    /// <exception cref="InvalidDataException">The metadata is damaged, or not that of a detector.</exception>
    internal static AnomalyBlueprint From(Dictionary<string, string> metadata, string path)
    {
        TranslatorBlueprint.ThrowIfTranslator(metadata, path);
        return FileMetadata.Read(File(path), metadata, Read);
    }

    private static AnomalyBlueprint Read(FileMetadata metadata)
    {
        var name = metadata[Encoder];
        var networks = Blueprint.Read(metadata);
        var plan = new AnomalyPlan
        {
            Networks = networks.Plan,
            Encoder =
                name == None
                    ? null
                    : KnownTypes.Make<IEncoderFamily>(name, metadata["gan.encoder.options"]) ?? new OtherEncoder(name),
            FeatureWeight = Number(metadata, "gan.featureWeight"),
            Search =
                JsonSerializer.Deserialize<LatentSearch>(metadata["gan.search"], KnownTypes.Plain)
                ?? throw new FormatException("gan.search is null"),
        };
        var threshold = metadata.Has(Limit)
            ? new AnomalyThreshold(Number(metadata, Limit), Number(metadata, "gan.falseAlarmRate"))
            : null;
        return plan.Problems().FirstOrDefault() is { } problem
            ? throw new FormatException(problem.ToString())
            : new(plan, networks.DataSet, networks.Step, threshold);
    }

    private static double Number(FileMetadata metadata, string key)
    {
        var value = double.Parse(metadata[key], CultureInfo.InvariantCulture);
        return double.IsFinite(value) ? value : throw new FormatException($"{key} is {value}");
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
