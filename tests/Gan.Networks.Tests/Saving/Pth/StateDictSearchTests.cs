using static Gan.Tests.Saving.ForgedPth;

namespace Gan.Tests.Saving;

/// <summary>Where the weights lie in a checkpoint.</summary>
public sealed class StateDictSearchTests : IDisposable
{
    private static readonly string One = Tensor("0", 1, 0, [1], [1]);

    private readonly string path = Path.Combine(Directory.CreateTempSubdirectory("gan").FullName, "t.pth");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

    private string[] Names(string pickle, string? entry = null)
    {
        Write(path, pickle + ".", ("data/0", Floats(1)));
        string[] names = [];
        PthFile.Read(path, tensors => names = [.. tensors.Keys], entry);
        return names;
    }

    private static string Inner(params string[] names) => Dictionary([.. names.Select(name => (name, One))]);

    [Fact]
    public void The_only_dictionary_of_tensors_is_taken()
    {
        Names(Dictionary(("a", One), ("text", Text("x")), ("none", "N"))).Should().Equal("a");
        Names(Dictionary(("step", Number(3)), ("GAN", Inner("b")))).Should().Equal("b");
        Names(Dictionary(("model", Dictionary(("state_dict", Inner("c")))))).Should().Equal("c");
    }

    [Fact]
    public void The_wrapper_counts_before_the_moments_of_an_optimiser()
    {
        var optimiser = Dictionary(("state", $"}}{Number(0)}{Inner("exp_avg")}s"));
        Names(Dictionary(("optimizer", optimiser), ("state_dict", Inner("w")))).Should().Equal("w");
        Names(Dictionary(("other", Inner("x")), ("model_state_dict", Inner("w")))).Should().Equal("w");
    }

    [Fact]
    public void A_dictionary_in_another_is_named_with_a_point()
    {
        var models = Dictionary(("g", Inner("x")), ("d", Inner("y")));
        Names(Dictionary(("models", models)), "models.d").Should().Equal("y");
        var load = () => Names(Dictionary(("models", models)), "models.e");
        load.Should().Throw<InvalidDataException>().WithMessage("*no dictionary 'models.e'*g, d*");
    }

    [Fact]
    public void Tensors_beside_a_dictionary_of_tensors_are_ambiguous()
    {
        var load = () => Names(Dictionary(("mean", One), ("g", Inner("x"))));
        load.Should().Throw<InvalidDataException>().WithMessage("*Name the one that is meant.");
    }
}
