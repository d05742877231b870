using System.Reflection;
using Gan.Data;
using Gan.Losses;
using Gan.Metrics;
using Gan.Monitoring;
using Spectre.Console;
using static TorchSharp.torch;

namespace Gan.Acceptance.Tests.Arguments;

/// <summary>Makes a valid argument for a parameter: by its method and name where the type alone does not say enough,
/// else by its type.</summary>
internal sealed partial class Makers : IDisposable
{
    private static readonly string[] Networks =
    [
        nameof(DcganGenerator),
        nameof(DcganDiscriminator),
        nameof(ResNetGenerator),
        nameof(ResNetDiscriminator),
        nameof(StyleGan2Generator),
        nameof(StyleGan2Discriminator),
        nameof(MlpGenerator),
        nameof(MlpDiscriminator),
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("gan-arguments").FullName;
    private readonly ImageDataset images = Images();
    private readonly GanTrainer trainer;
    private readonly HashSet<Type> making = [];
    private readonly Dictionary<Type, Func<object>> byType;
    private readonly Dictionary<string, Func<object>> byName;
    private static readonly MlpOptions Mlp = new()
    {
        LatentSize = 4,
        GeneratorWidths = [4],
        DiscriminatorWidths = [4],
    };

    internal Makers()
    {
        trainer = Builder().Build();
        using (var gan = trainer.Snapshot())
        {
            gan.Save(Path.Combine(folder, "gan.safetensors"));
        }
        using (var judge = trainer.SnapshotDiscriminator())
        {
            judge.Save(Path.Combine(folder, "judge.safetensors"));
        }
        using (var classifier = new ImageClassifier([1, 16, 16], 2))
        {
            classifier.Save(Path.Combine(folder, "classifier.safetensors"));
        }
        using (var linear = nn.Linear(2, 1))
        {
            linear.save(Path.Combine(folder, "weights.dat"));
            PthFile.Save(Path.Combine(folder, "weights.pth"), linear.state_dict());
        }
        SaveGames();
        SaveTables();
        SaveTexts();
        File.Copy(Path.Combine(AppContext.BaseDirectory, "features.pt"), Path.Combine(folder, "features.pt"));
        NpyFile.Write(Path.Combine(folder, "array.npy"), ones(2, 3));
        NpzFile.Write(Path.Combine(folder, "arrays.npz"), new Dictionary<string, Tensor> { ["name"] = ones(2, 3) });
        foreach (
            var part in new[]
            {
                "data_batch_1",
                "data_batch_2",
                "data_batch_3",
                "data_batch_4",
                "data_batch_5",
                "test_batch",
            }
        )
        {
            File.WriteAllBytes(Path.Combine(folder, $"{part}.bin"), new byte[3073]);
        }
        foreach (var part in new[] { "train", "test" })
        {
            File.WriteAllBytes(Path.Combine(folder, $"{part}.bin"), new byte[3074]);
        }
        File.WriteAllText(Path.Combine(folder, "table.csv"), "size,kind,class\n1,a,x\n2,b,y\n");
        Table().Encoding.Save(Path.Combine(folder, "table.json"));
        File.WriteAllBytes(
            Path.Combine(folder, "images.idx"),
            [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4]
        );
        File.Copy(Path.Combine(folder, "images.idx"), Path.Combine(folder, "train-images-idx3-ubyte"));
        File.WriteAllBytes(Path.Combine(folder, "train-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, 1, 0]);
        File.WriteAllBytes(Path.Combine(folder, "labels.idx"), [0, 0, 8, 1, 0, 0, 0, 1, 0]);
        var pictures = Directory.CreateDirectory(Path.Combine(folder, "pictures", "a")).FullName;
        foreach (var picture in new[] { "1.png", "2.png" })
        {
            new PngImage(8, 8, 1, new byte[64]).Save(Path.Combine(pictures, picture));
        }
        ImageFolder
            .Load(Path.Combine(folder, "pictures"), new() { Size = 8, Cache = Path.Combine(folder, "pictures.cache") })
            .Dispose();
        byType = Types();
        byName = Names();
    }

    private GanBuilder Builder() =>
        new GanBuilder()
            .WithData(images)
            .WithMlp(Mlp)
            .WithTraining(new() { Steps = 1, BatchSize = 4 })
            .WithOptimizers(new RmsPropOptions())
            .AddAugmentation(new AdaptivePolicy());

    private static NetworkPlan VectorPlan { get; } =
        new()
        {
            Family = Mlp,
            SampleShape = [1, 16, 16],
            DataCondition = ConditionSpec.Vectors(3),
            Conditioning = new VectorConcatenation(3),
        };

    private static GeneratorNetwork Generator() => VectorPlan.MakeGenerator();

    private static NetworkPlan StylePlan => new() { Family = Style, SampleShape = [1, 16, 16] };

    private static TrainedGan Styled() => TrainedGan.Of(StylePlan.MakeGenerator(), StylePlan, "images", 1);

    private static TrainedGan Normalised()
    {
        var plan = StylePlan with
        {
            Family = new DcganOptions { FeatureMaps = 2, LatentSize = 4 },
        };
        return TrainedGan.Of(plan.MakeGenerator(), plan, "images", 1);
    }

    // of the layers of images of 16 pixels
    private static Tensor[] Noise() => [.. new long[] { 4, 8, 8, 16, 16 }.Select(side => randn(1, 1, side, side))];

    private static Sampler StyleSampler() => new(StylePlan.MakeGenerator(), StylePlan, CPU);

    private static ImageDataset Images() =>
        ImageDataset.FromBytes(new byte[16 * 256], 1, 16, 16, [.. Enumerable.Range(0, 16).Select(i => i % 2L)]);

    private CsvTable Table() =>
        CsvTable.Load(
            Path.Combine(folder, "table.csv"),
            new TableOptions { Columns = { ["class"] = ColumnKind.Label } }
        );

    private TrainedGan Codes()
    {
        using var coded = Builder().WithConditioning(new InfoGanCodes(1, 2, 1)).Build();
        return coded.Snapshot();
    }

    /// <summary>A valid argument, or an exception that says that the table lacks one.</summary>
    internal object? Argument(MethodBase method, ParameterInfo parameter)
    {
        var type = method.DeclaringType!.Name;
        foreach (
            var key in new[] { $"{type}.{method.Name}.{parameter.Name}", $"{type}.{parameter.Name}", parameter.Name! }
        )
        {
            if (byName.TryGetValue(key, out var named) && named() is { } value && Fits(parameter.ParameterType, value))
            {
                return value;
            }
        }
        if (parameter.HasDefaultValue && Call.IsSpan(parameter.ParameterType))
        {
            return null;
        }
        if (parameter.HasDefaultValue)
        {
            return parameter.DefaultValue
                ?? (
                    parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null
                        ? Activator.CreateInstance(parameter.ParameterType)
                        : null
                );
        }
        return Make(parameter.ParameterType);
    }

    // A span is given as an array.
    private static bool Fits(Type type, object value) =>
        Call.IsSpan(type)
            ? value.GetType() == type.GetGenericArguments()[0].MakeArrayType()
            : (Nullable.GetUnderlyingType(type) ?? type).IsInstanceOfType(value);

    /// <summary>What a method is called on.</summary>
    internal object This(MethodBase method) =>
        byName.TryGetValue($"{method.DeclaringType!.Name}.{method.Name}.this", out var make)
            ? make()
            : Make(method.DeclaringType);

    /// <summary>A valid instance.</summary>
    internal object Make(Type type)
    {
        if (byType.TryGetValue(type, out var make))
        {
            return make();
        }
        if (type.IsEnum)
        {
            return Enum.GetValues(type).GetValue(0)!;
        }
        if (Networks.Contains(type.Name) || type.GetConstructors() is [_, ..] && !type.IsInterface && !type.IsAbstract)
        {
            return Construct(type);
        }
        throw new KeyNotFoundException($"The table makes no {type}.");
    }

    // A function's constructor would make its own target for ever, and a network can hold another of its kind.
    private object Construct(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)) || !making.Add(type))
        {
            throw new KeyNotFoundException($"The table makes no {type}.");
        }
        try
        {
            var constructor = type.GetConstructors().OrderBy(c => c.GetParameters().Length).First();
            return constructor.Invoke([.. constructor.GetParameters().Select(p => Argument(constructor, p))]);
        }
        finally
        {
            making.Remove(type);
        }
    }

    public void Dispose()
    {
        trainer.Dispose();
        images.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
