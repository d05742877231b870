namespace Gan.Torch.Tests.Misuse;

/// <summary>A call that cannot work, and what its exception must say: the operator, the shapes, the types.</summary>
internal sealed record BadCall(string Name, Action Run, params string[] Says)
{
    public static readonly IReadOnlyDictionary<string, BadCall> All =
        new[]
        {
            ShapeMisuse.All(), IndexMisuse.All(), TypeMisuse.All(), LifetimeMisuse.All(), AutogradMisuse.All(), ModuleMisuse.All(),
            FileMisuse.All(),
        }.SelectMany(c => c).ToDictionary(c => c.Name);

    /// <summary>A call whose result is of no interest.</summary>
    public static BadCall Of(string name, Func<object?> run, params string[] says) => new(name, () => run(), says);
}
