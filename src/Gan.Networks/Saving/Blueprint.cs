using System.Globalization;
using System.Text.Json;
using Gan.Losses;

namespace Gan;

/// <summary>What a file of a trained network holds beside the weights: the plan of its networks, the name of the data
/// and the steps behind it, as text for the file's metadata.</summary>
internal sealed record Blueprint(NetworkPlan Plan, string DataSet, long Step)
{
    private const string Format = "1";
    private const string NoConditioning = "none";

    internal Dictionary<string, string> ToMetadata() =>
        new()
        {
            ["format"] = "gan.net",
            ["gan.format"] = Format,
            ["gan.networks"] = KnownTypes.NameOf(Plan.Family),
            ["gan.networks.options"] = KnownTypes.TextOf(Plan.Family),
            ["gan.conditioning"] = Plan.Conditioning is null ? NoConditioning : KnownTypes.NameOf(Plan.Conditioning),
            ["gan.conditioning.options"] = Plan.Conditioning is null ? "" : KnownTypes.TextOf(Plan.Conditioning),
            ["gan.shape"] = List(Plan.SampleShape),
            ["gan.classes"] = Text(Plan.DataCondition.Classes),
            ["gan.latent"] = Text(Plan.Family.LatentSize),
            ["gan.conditionSize"] = Text(Plan.Condition.IsNumbers ? Plan.Condition.Width : 0),
            ["gan.discriminator"] = List([Plan.PackSize, Plan.Discriminators, Plan.GradientPenalty ? 1 : 0]),
            ["gan.data"] = DataSet,
            ["gan.step"] = Text(Step),
        };

    /// <exception cref="InvalidDataException">The metadata is damaged, or not that of a network.</exception>
    internal static Blueprint From(Dictionary<string, string> metadata, string path)
    {
        string Get(string key) =>
            metadata.TryGetValue(key, out var value)
                ? value
                : throw Bad(path, $"its metadata lacks '{key}'; it was not saved by TrainedGan.Save");
        if (Get("gan.format") != Format)
        {
            throw Bad(
                path,
                $"it has format version {metadata["gan.format"]}, and this version of Gan.Net reads {Format}"
            );
        }
        try
        {
            var judges = Judges(metadata.GetValueOrDefault("gan.discriminator"));
            var latentSize = Within("gan.latent", Get, least: 1);
            var plan = new NetworkPlan
            {
                Family =
                    KnownTypes.Make<INetworkFamily>(Get("gan.networks"), Get("gan.networks.options"))
                    ?? new OtherNetworks(Get("gan.networks"), latentSize),
                SampleShape = Numbers(Get("gan.shape")) ?? [],
                Conditioning = Conditioning(Get),
                DataCondition = DataCondition(metadata, Get),
                PackSize = (int)judges[0],
                Discriminators = (int)judges[1],
                GradientPenalty = judges[2] == 1,
            };
            var blueprint = new Blueprint(plan, Get("gan.data"), Number(Get("gan.step")));
            return blueprint.Problem(latentSize) is { } problem ? throw new FormatException(problem) : blueprint;
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or FormatException
                        or OverflowException
                        or ArgumentException
                        or NotSupportedException
                        or InvalidOperationException
            )
        {
            throw Bad(path, $"its metadata cannot be read: {e.Message}", e);
        }
    }

    // Numbers that no network has, and settings that Build would refuse.
    private string? Problem(long latentSize)
    {
        if (Plan.Family.LatentSize != latentSize)
        {
            return $"gan.latent is {latentSize}, but its networks read {Plan.Family.LatentSize}";
        }
        if (Step < 0)
        {
            return $"gan.step is {Step}";
        }
        if (Plan.SampleShape.Count == 0 || Plan.SampleShape.Any(size => size is < 1 or > int.MaxValue))
        {
            return $"gan.shape is {ShapeText.Of(Plan.SampleShape)}";
        }
        if (Plan.Condition.Width > int.MaxValue)
        {
            return $"its conditions have {Plan.Condition.Width} entries";
        }
        return Plan.Family.Problems(Plan.SampleShape).FirstOrDefault()?.ToString();
    }

    private static IConditioning? Conditioning(Func<string, string> get)
    {
        var name = get("gan.conditioning");
        return name == NoConditioning
            ? null
            : KnownTypes.Make<IConditioning>(name, get("gan.conditioning.options")) ?? new OtherConditioning(name);
    }

    // Vectors have their width in a key of their own, which files from before there were any lack. The width of codes
    // stands there too, beside the classes of the data.
    private static ConditionSpec DataCondition(Dictionary<string, string> metadata, Func<string, string> get)
    {
        var classes = Within("gan.classes", get, least: 0);
        var entries = metadata.ContainsKey("gan.conditionSize") ? Within("gan.conditionSize", get, least: 0) : 0;
        return classes > 0 ? ConditionSpec.Labels(classes) : ConditionSpec.Vectors(entries);
    }

    private static long[] Judges(string? text)
    {
        if (text is null)
        {
            return [1, 1, 0]; // of a file from before there were packs
        }
        return Numbers(text) is [>= 1 and <= 1 << 20, >= 1 and <= 1 << 20, 0 or 1] judges
            ? judges
            : throw new FormatException($"gan.discriminator is {text}");
    }

    private static long Within(string key, Func<string, string> get, long least)
    {
        var value = Number(get(key));
        return value >= least && value <= int.MaxValue ? value : throw new FormatException($"{key} is {value}");
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static long[]? Numbers(string text) => JsonSerializer.Deserialize<long[]>(text, KnownTypes.Plain);

    private static string List(IEnumerable<long> numbers) => $"[{string.Join(',', numbers.Select(Text))}]";

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    internal static InvalidDataException Bad(string path, string found, Exception? inner = null) =>
        new($"'{path}' holds no GAN that can be loaded: {found}.", inner);
}
