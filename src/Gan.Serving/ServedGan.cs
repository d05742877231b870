using Gan.Runtime;

namespace Gan.Serving;

/// <summary>What is served, as clients know it: names, shapes and kinds of its inputs and its output.</summary>
internal sealed class ServedGan
{
    public const string Version = "1";
    public const string Latent = "latent";
    public const string Label = "label";
    public const string Condition = "condition";
    public const string Truncation = "truncation";

    public ServedGan(ShippedGan gan, string name, ServingOptions options)
    {
        Name = name;
        Options = options;
        LatentSize = gan.LatentSize;
        Classes = gan.Classes;
        ConditionSize = gan.ConditionSize;
        HasStyles = gan.HasStyles;
        SampleShape = [.. gan.SampleShape];
        ClassNames = gan.ClassNames;
        Metadata = gan.Metadata;
    }

    public string Name { get; }

    public ServingOptions Options { get; }

    public int LatentSize { get; }

    public long Classes { get; }

    public int ConditionSize { get; }

    public bool HasStyles { get; }

    public long[] SampleShape { get; }

    public IReadOnlyList<string> ClassNames { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Pixels of a sample, or its numbers where it is no image.</summary>
    public long Pixels => (IsImage ? SampleShape[1..] : SampleShape).Aggregate(1L, (a, b) => a * b);

    public bool IsImage => SampleShape.Length == 3;

    /// <summary>Name of the one output.</summary>
    public TensorFacts Output => new(IsImage ? "image" : "sample", "FP32", [-1, .. SampleShape]);

    public IEnumerable<TensorFacts> Inputs
    {
        get
        {
            yield return new(Latent, "FP32", [-1, LatentSize]);
            if (Classes > 0)
            {
                yield return new(Label, "INT64", [-1]);
            }
            if (ConditionSize > 0)
            {
                yield return new(Condition, "FP32", [-1, ConditionSize]);
            }
            if (HasStyles)
            {
                yield return new(Truncation, "FP32", [1]);
            }
        }
    }

    /// <summary>Throws where a client names another model or version.</summary>
    public void Require(string? name, string? version)
    {
        if (name != Name)
        {
            throw Refusal.Missing($"There is no model '{Refusal.Quoted(name)}' here. There is '{Name}'.");
        }
        if (!string.IsNullOrEmpty(version) && version != Version)
        {
            throw Refusal.Missing($"There is no version '{Refusal.Quoted(version)}' of '{Name}'. There is {Version}.");
        }
    }

    public static bool IsName(string name) =>
        name.Length <= 100 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <summary>A name that addresses take, of a file's.</summary>
    public static string NameOf(string path)
    {
        var stem = Path.GetFileNameWithoutExtension(path);
        var name = new string([.. stem.Take(100).Select(c => IsName(c.ToString()) ? c : '-')]);
        return name.Length == 0 ? "gan" : name;
    }
}

/// <summary>A tensor as metadata tell of it; −1 stands for any size.</summary>
internal sealed record TensorFacts(string Name, string Datatype, long[] Shape);
