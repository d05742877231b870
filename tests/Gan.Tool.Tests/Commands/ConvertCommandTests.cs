using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tool.Tests.Commands;

/// <summary>gan convert.</summary>
public sealed class ConvertCommandTests : IDisposable
{
    private static readonly NetworkPlan Plan = new()
    {
        Family = new MlpOptions
        {
            LatentSize = 3,
            GeneratorWidths = [5],
            DiscriminatorWidths = [5],
        },
        SampleShape = [1, 2, 2],
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Generator()
    {
        using var scope = NewDisposeScope();
        using var gan = TrainedGan.Of(Plan.MakeGenerator(), Plan, "data", 5);
        gan.Save(folder["g.safetensors"]);
        return folder["g.safetensors"];
    }

    private static Tensor Samples(string path)
    {
        using var gan = TrainedGan.Load(path);
        return gan.Sample(3, seed: 1);
    }

    [Fact]
    public void There_and_back_makes_the_same_samples()
    {
        using var scope = NewDisposeScope();
        var generator = Generator();
        ToolRun
            .Good($"convert {generator} --to {folder["g.pth"]}")
            .Should()
            .Be($"See {folder["g.pth"]}: 4 tensors, 44 numbers\n");
        ToolRun.Good($"convert {folder["g.pth"]} --to {folder["b.safetensors"]} --like {generator}");
        Samples(folder["b.safetensors"]).Equals(Samples(generator)).Should().BeTrue();
    }

    [Fact]
    public void Names_of_others_are_mapped()
    {
        using var scope = NewDisposeScope();
        var generator = Generator();
        var foreign = new Dictionary<string, Tensor>();
        using (var gan = TrainedGan.Load(generator))
        {
            foreach (var (name, tensor) in gan.Generator.state_dict())
            {
                foreign[$"module.{name.Replace("layers.out", "main.2")}"] = tensor.to(ScalarType.Float64);
            }
            PthFile.Save(folder["their.pth"], foreign);
        }
        var line = $"convert {folder["their.pth"]} --to {folder["b.safetensors"]} --like {generator} --map module.=";
        ToolRun.Of(line).Errors.Should().Contain("missing [layers.out.weight, layers.out.bias], not known [main.2.");
        ToolRun.Good($"{line} --map module.main.2=layers.out");
        Samples(folder["b.safetensors"]).Equals(Samples(generator)).Should().BeTrue();
    }

    [Fact]
    public void Files_of_TorchSharp_are_read()
    {
        using var scope = NewDisposeScope();
        var linear = nn.Linear(2, 3);
        linear.save(folder["l.dat"]);
        ToolRun.Good($"convert {folder["l.dat"]} --to {folder["l.safetensors"]}");
        Safetensors.Read(
            folder["l.safetensors"],
            (tensors, _) => tensors["weight"].Equals(linear.weight!).Should().BeTrue()
        );
    }

    [Theory]
    [InlineData("g.pth --to-hub h --map a=b", 2, "--map has no meaning with --to-hub")]
    [InlineData("g.pth", 2, "Name either --to or --to-hub")]
    [InlineData("g.pth --to x.safetensors --licence mit", 2, "--licence has no meaning with --to")]
    [InlineData("g.pth --to x.dat", 2, "--to takes a file that ends with .safetensors or .pth")]
    [InlineData("none.pth --to x.pth", 1, "There is no file")]
    [InlineData("g.pth --to x.pth --map ab", 2, "--map takes old=new")]
    [InlineData("g.pth --to x.pth --map a=b", 2, "No tensor has the name 'a'")]
    [InlineData("g.pth --to x.pth --entry ema", 1, "no dictionary 'ema'")]
    [InlineData("g.pth --to x.safetensors --like g.pth", 2, "--like takes a generator's .safetensors file")]
    public void What_does_not_go_is_said(string line, int status, string message)
    {
        using var one = ones(1);
        PthFile.Save(folder["g.pth"], new Dictionary<string, Tensor> { ["w"] = one });
        var words = line.Split(' ')
            .Select(word => Path.HasExtension(word) && !word.StartsWith('-') ? folder[word] : word)
            .Prepend("convert");
        var run = ToolRun.Of([.. words]);
        run.Errors.Should().Contain(message).And.NotContain("   at ");
        run.Status.Should().Be(status);
    }
}
