using Gan.Losses;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>Stands for a type that a file names and that is not known here, until the program brings its own.</summary>
internal interface IOther
{
    string Name { get; }

    /// <summary>Whether it stands for the user's own functions, which no file can hold.</summary>
    bool IsCustom => Name is "custom" or nameof(CustomNetworks) or nameof(CustomTranslator) or nameof(CustomEncoder);

    /// <summary>What a program can do about it.</summary>
    /// <param name="other">The way that does without the type's settings.</param>
    string Remedy(string other)
    {
        if (IsCustom)
        {
            return other;
        }
        return KnownTypes.Has(Name)
            ? $"The file lacks its settings, because its type was not allowed where it was saved. {other}"
            : $"Allow its type before it is saved and before it is loaded, KnownTypes.Allow<{Name}>(). "
                + $"Or {char.ToLowerInvariant(other[0])}{other[1..]}";
    }
}

/// <summary>Networks of a family that is not known here.</summary>
internal sealed record OtherNetworks(string Name, long LatentSize) : INetworkFamily, IOther
{
    public GeneratorNetwork Generator(NetworkSpec spec) => throw new NotSupportedException(Name);

    public DiscriminatorNetwork Discriminator(NetworkSpec spec) => throw new NotSupportedException(Name);
}

/// <summary>A conditioning that is not known here.</summary>
internal sealed record OtherConditioning(string Name) : IConditioning, IOther
{
    public long LatentSize(ConditionSpec condition) => throw new NotSupportedException(Name);

    public long[] DiscriminatorShape(long[] sampleShape, ConditionSpec condition) =>
        throw new NotSupportedException(Name);

    public Module<Tensor, Tensor, Tensor> GeneratorEncoder(ConditionSpec condition) =>
        throw new NotSupportedException(Name);

    public Module<Tensor, Tensor, Tensor> DiscriminatorEncoder(long[] sampleShape, ConditionSpec condition) =>
        throw new NotSupportedException(Name);
}

/// <summary>Translators of a family that is not known here.</summary>
internal sealed record OtherTranslator(string Name) : ITranslatorFamily, IOther
{
    public TranslatorNetwork Translator(TranslatorSpec spec) => throw new NotSupportedException(Name);
}

/// <summary>Encoders of a family that is not known here.</summary>
internal sealed record OtherEncoder(string Name) : IEncoderFamily, IOther
{
    public EncoderNetwork Encoder(NetworkSpec spec) => throw new NotSupportedException(Name);
}
