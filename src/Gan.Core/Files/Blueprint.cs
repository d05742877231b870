using System.Text.Json;
using Gan.Losses;

namespace Gan;

/// <summary>What a saved generator needs to be made again, as text for the file's metadata. Only the library's own records are named there: loading makes no other type.</summary>
internal sealed record Blueprint(INetworks? Networks, IConditioning? Conditioning, string? ConditioningName, IReadOnlyList<long> SampleShape, long Classes, long LatentSize, string DataSet, long Step, long ConditionSize = 0)
{
    private const string Format = "1";
    private static readonly Type[] KnownNetworks = [typeof(DcganOptions), typeof(MlpOptions)];
    private static readonly Type[] KnownConditioning = [typeof(LabelConcatenation), typeof(LabelEmbedding)];

    internal static Blueprint Of(GanSettings s, long step) =>
        new(s.Networks, s.Conditioning, s.Conditioning?.GetType().Name, s.SampleShape, s.Classes, s.LatentSize, s.DataSet, step,
            s.Conditional && s.TakesVectors ? s.ConditionWidth : 0);

    internal Dictionary<string, string> ToMetadata() => new()
    {
        ["format"] = "gan.net",
        ["gan.format"] = Format,
        ["gan.networks"] = Networks?.GetType().Name ?? "custom",
        ["gan.networks.options"] = Known(Networks, KnownNetworks) ? JsonSerializer.Serialize(Networks, Networks!.GetType()) : "",
        ["gan.conditioning"] = ConditioningName ?? "none",
        ["gan.conditioning.options"] = Known(Conditioning, KnownConditioning) ? JsonSerializer.Serialize(Conditioning, Conditioning!.GetType()) : "",
        ["gan.shape"] = JsonSerializer.Serialize(SampleShape),
        ["gan.classes"] = Text(Classes),
        ["gan.latent"] = Text(LatentSize),
        ["gan.conditionSize"] = Text(ConditionSize),
        ["gan.data"] = DataSet,
        ["gan.step"] = Text(Step),
    };

    internal static Blueprint From(Dictionary<string, string> m, string path)
    {
        string Get(string key) => m.TryGetValue(key, out var value) ? value : throw Bad(path, $"its metadata lacks '{key}'; it was not saved by TrainedGan.Save");
        if (Get("gan.format") != Format) throw Bad(path, $"it has format version {m["gan.format"]}, and this version of Gan.Net reads {Format}");
        try
        {
            var classes = long.Parse(Get("gan.classes"), System.Globalization.CultureInfo.InvariantCulture);
            var conditioning = Get("gan.conditioning");
            return new(
                (INetworks?)Make(Get("gan.networks"), Get("gan.networks.options"), KnownNetworks),
                (IConditioning?)Make(conditioning, Get("gan.conditioning.options"), KnownConditioning),
                conditioning == "none" ? null : conditioning,
                JsonSerializer.Deserialize<long[]>(Get("gan.shape")) ?? [], classes,
                long.Parse(Get("gan.latent"), System.Globalization.CultureInfo.InvariantCulture), Get("gan.data"),
                long.Parse(Get("gan.step"), System.Globalization.CultureInfo.InvariantCulture),
                m.TryGetValue("gan.conditionSize", out var width) ? long.Parse(width, System.Globalization.CultureInfo.InvariantCulture) : 0);
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or ArgumentException or NotSupportedException)
        {
            throw Bad(path, $"its metadata cannot be read: {e.Message}");
        }
    }

    /// <summary>The network that the weights belong to: the stored one, or one of the user's own.</summary>
    internal GeneratorNetwork MakeGenerator(string path, Func<SampleSpec, GeneratorNetwork>? own, IConditioning? ownConditioning)
    {
        var conditioning = ownConditioning ?? Conditioning;
        if (ConditioningName is not null && conditioning is null)
            throw Bad(path, $"it was trained with conditioning '{ConditioningName}' of your own. Pass it: TrainedGan.Load(path, conditioning: …)");
        var width = ConditionSize > 0 ? ConditionSize : Classes;
        var spec = new SampleSpec(SampleShape, LatentSize + (ConditioningName is null ? 0 : conditioning!.LatentSize(width)), ConditioningName is null ? 0 : Classes);
        var network = own?.Invoke(spec) ?? Networks?.Generator(spec)
            ?? throw Bad(path, "it was trained with networks of your own. Pass the function that makes the generator: TrainedGan.Load(path, generator: spec => …)");
        return ConditioningName is null ? network : new ConditionedGenerator(conditioning!.GeneratorEncoder(width), network);
    }

    private static bool Known(object? value, Type[] known) => value is not null && known.Contains(value.GetType());

    private static object? Make(string name, string options, Type[] known) =>
        Array.Find(known, t => t.Name == name) is { } type && options.Length > 0 ? JsonSerializer.Deserialize(options, type) : null;

    private static string Text(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    internal static InvalidDataException Bad(string path, string found) => new($"'{path}' holds no GAN that can be loaded: {found}.");
}
