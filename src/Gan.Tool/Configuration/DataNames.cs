using Gan.Data;

namespace Gan.Tool.Configuration;

/// <summary>Data sets that have a name.</summary>
internal static class DataNames
{
    /// <summary>What opens them.</summary>
    public static IReadOnlyDictionary<string, Func<IDataset>> All { get; } =
        new Dictionary<string, Func<IDataset>>
        {
            ["mnist"] = Mnist.Embedded,
            ["fashion"] = () => FashionMnist.Load(),
            ["ring"] = () => GaussianMixture.Ring(),
            ["grid"] = () => GaussianMixture.Grid(),
        };

    /// <summary>The names in a row.</summary>
    public static string Text => string.Join(", ", All.Keys);
}
