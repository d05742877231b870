namespace Gan;

/// <summary>Names of a network's tensors.</summary>
public static class WeightNames
{
    private const string Decorator = "network.";

    /// <summary>The name without decorators, so that a network keeps its names when a condition or an augmentation is
    /// put around it.</summary>
    /// <param name="name">A name in a state dict.</param>
    public static string WithoutDecorators(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        while (name.StartsWith(Decorator, StringComparison.Ordinal))
        {
            name = name[Decorator.Length..];
        }
        return name;
    }
}
