// Runs after the files are written: refuses values that make no project, takes away what the stage does not need,
// and pins the distribution's keys.

def project = new File(request.outputDirectory, request.artifactId)
def value = { key -> (request.properties[key] ?: '').toString().trim() }
def stage = value('stage')
def upstream = value('upstream')
def sha256 = value('upstreamSha256')
def suite = value('suite')

def debian = ['bookworm', 'trixie']
def ubuntu = ['jammy', 'noble']

// What every archetype run writes. Only these are taken back: the folder may have held other things before.
def generated = [
    'pom.xml', 'README.md', 'gitignore', '.ansible-lint',
    'src/main/packer/image.pkr.hcl', 'src/main/packer/plugins.pkr.hcl', 'src/main/packer/variables.pkr.hcl',
    'src/main/ansible/playbook.yml', 'src/main/ansible/requirements.yml',
    'src/main/ansible/roles/web/tasks/main.yml', 'src/main/ansible/roles/web/files/index.html',
    'src/main/ansible/roles/web/files/page.service',
    'src/main/ansible/roles/login/tasks/main.yml', 'src/main/ansible/roles/login/files/sshd.conf',
    'src/main/ansible/roles/login/files/motd',
    'src/main/keys/README.md', 'src/test/ansible/verify.yml',
]
def remove = { List<String> paths ->
    paths.each { path ->
        def file = new File(project, path)
        file.delete()
        // Folders that are empty now; delete() leaves the others alone.
        for (def folder = file.parentFile; folder != project.parentFile && folder.delete(); folder = folder.parentFile) {
        }
    }
}

def problems = []
if (!(stage in ['app', 'base'])) {
    problems << "stage is '${stage}'. Accepted: app (an image on an upstream), base (an image from a distribution's signed archive)."
} else if (stage == 'base') {
    if (!(suite in debian + ubuntu)) {
        problems << "suite is '${suite}'. Accepted: ${debian.join(', ')} (Debian), ${ubuntu.join(', ')} (Ubuntu)."
    }
    if (upstream != "${request.groupId}:base-image:0.1.0" || sha256 != 'none') {
        problems << "stage=base is made from packages and has no upstream image. Leave upstream and upstreamSha256 out, or say stage=app."
    }
} else if (upstream.contains('://')) {
    if (!(upstream ==~ /(https?|file):\/\/[^\s<>&"]+/)) {
        problems << "upstream is '${upstream}'. Accepted: a URL that begins with https://, http:// or file:// and holds no blank, <, >, & or quote; or groupId:artifactId:version."
    }
    if (sha256 == 'none') {
        problems << "upstream is a URL, so upstreamSha256 must say which file it is: -DupstreamSha256= with 64 hexadecimal digits, from the distributor's signed list."
    } else if (!(sha256 ==~ /[0-9a-fA-F]{64}/)) {
        problems << "upstreamSha256 is '${sha256}'. Accepted: 64 hexadecimal digits."
    }
} else {
    if (!(upstream ==~ /[A-Za-z0-9_.-]+:[A-Za-z0-9_.-]+:[A-Za-z0-9_.-]+/)) {
        problems << "upstream is '${upstream}'. Accepted: groupId:artifactId:version of a released image, or a URL together with upstreamSha256."
    }
    if (sha256 != 'none') {
        problems << "upstreamSha256 belongs to an upstream given as a URL; for ${upstream} the digest is in its manifest. Leave upstreamSha256 out."
    }
}
if (problems) {
    remove(generated)
    throw new IllegalArgumentException("No project was made. " + problems.join(' '))
}

// Under its real name it would have been left out of the archetype's jar.
if (!new File(project, 'gitignore').renameTo(new File(project, '.gitignore'))) {
    throw new IllegalStateException("Cannot rename ${project}/gitignore to .gitignore.")
}

def rewrite = { String path, Map<String, String> tokens ->
    def file = new File(project, path)
    def text = file.getText('UTF-8')
    tokens.each { token, replacement -> text = text.replace("@${token}@".toString(), replacement) }
    file.setText(text, 'UTF-8')
}

def now = java.time.Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString()
rewrite('pom.xml', [outputTimestamp: now])

if (stage == 'app') {
    remove(generated.findAll { it.startsWith('src/main/ansible/roles/login/') })
    return
}

remove(generated.findAll { it.startsWith('src/main/ansible/roles/web/') })
def vendor = suite in ubuntu ? 'ubuntu' : 'debian'
def keyring = "${vendor}-archive-keyring.gpg".toString()
def keyringPackage = suite in ubuntu ? 'ubuntu-keyring' : 'debian-archive-keyring'
def source = new File("/usr/share/keyrings/${keyring}")
def tokens = [keyring: keyring, keyringPackage: keyringPackage, keyringSource: source.path]
rewrite('pom.xml', tokens)
rewrite('src/main/keys/README.md', tokens)
if (source.canRead()) {
    new File(project, "src/main/keys/${keyring}").bytes = source.bytes
} else {
    println "[WARNING] ${source} is not on this machine, so the project has no keys yet and cannot be built. Run:"
    println "[WARNING]   sudo apt-get install ${keyringPackage}"
    println "[WARNING]   cp ${source} ${new File(project, 'src/main/keys')}/"
}
